/** How the newest edits stand with the server, the most pressing first shown. */
export type SaveState = 'saved' | 'saving' | 'offline' | 'unanswered' | 'fault' | 'conflict' | 'signed-out' | 'refused';
