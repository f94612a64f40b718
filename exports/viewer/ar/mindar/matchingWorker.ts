/** Compares what a frame holds with the target, beside the page. */
import 'mind-ar/src/image-target/controller.worker.js';
