//! Answering a questionnaire: resumes in place, final on hand-in.
