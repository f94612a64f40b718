"""Say which jobs there are, and begin to work on them."""

from authoring import clock, jobs
from authoring.actions.bring_import import ImportBringer
from authoring.actions.clean_up import CleanerUp, begin_cleaning
from authoring.actions.compile_target import TargetCompiler
from authoring.actions.draft_speech import SpeechDrafter
from authoring.actions.finish_model import ModelFinisher, start_finishing
from authoring.actions.keep_captions import keep_captions
from authoring.actions.make_target import start_compiling
from authoring.actions.make_variants import VariantMaker
from authoring.actions.upload_medium import variants_job
from authoring.db import Database
from authoring.media import usdz_asking
from authoring.media_store import MediaStore
from authoring.queries.media import unfinished_models, unwritten_captions, without_variants
from authoring.queries.targets import uncompiled
from authoring.settings import Settings


def start_jobs(settings: Settings, database: Database, store: MediaStore, *, wake: bool = False) -> None:
    """Make the verbs of this floor known to :mod:`authoring.jobs`; every process that uploads calls this once.

    ``wake`` begins to work at once, on what was left and on the day's cleaning: for a server, not for a command.
    It takes a second, so a server does it in a thread. Without it the first job that is handed in wakes the worker.
    """
    jobs.configure(
        settings,
        {
            "bring_import": ImportBringer(database, store),
            "make_variants": VariantMaker(database, store),
            "finish_model": ModelFinisher(database, store),
            "compile_target": TargetCompiler(database, store),
            "draft_speech": SpeechDrafter(settings.speech, database, store),
            "clean_up": CleanerUp(database, store),
        },
    )
    if wake and jobs.wake():
        begin_cleaning()
        hand_in_again(database)
        write_captions_again(database, store)


def hand_in_again(database: Database) -> int:
    """Hand in the jobs of media that have no finished variants, and of targets not compiled; return how many there are.

    And those of models without a picture, or a USDZ where one can be made: they may be older than both.

    Of a crash between a medium and its job, and of a backup, which does not hold the jobs' book. What the book knows
    already is not done twice.
    """
    with database.read() as session:
        unfinished, targets = without_variants(session), uncompiled(session)
        models = unfinished_models(session, usdz=usdz_asking.is_possible())
    for medium_id in models:
        start_finishing(medium_id, clock.today().isoformat())
    for medium_id in targets:
        # Once a day: what has a target's facts was looked at, so a fault of its file would be a fault of ours.
        start_compiling(medium_id, clock.today().isoformat())
    for medium_id, sha256 in unfinished:
        job_id = variants_job(medium_id, sha256)
        before = jobs.progress(job_id)
        if before is not None and (before.message_code == jobs.FAILED or before.state == "done"):
            # A fault of ours or of the store, not of the file, or a crash after a model's size was changed: once a day
            # it gets another chance.
            job_id = f"{job_id}-{clock.today().isoformat()}"
        jobs.enqueue("make_variants", job_id=job_id, medium_id=medium_id)
    return len(unfinished) + len(targets)


def write_captions_again(database: Database, store: MediaStore) -> int:
    """Write the files of captions that a crash left unwritten; return how many there were."""
    with database.read() as session:
        bodies = unwritten_captions(session)
    return sum(keep_captions(database, store, body.encode()) for body in bodies)
