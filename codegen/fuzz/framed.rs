//! A whole spec in one file, and what must hold for every spec, however hostile. The fuzzer and `tests/corpus.rs` share
//! this.
//!
//! A line `=== <path>` begins a file; the lines up to the next such line are its text. What stands before the first one
//! is the file `ping.yaml`. A spec without `api.yaml` gets the fixtures' one.

use codegen::{
    diagnostic::{Diagnostic, Diagnostics, Style},
    place::Place,
    source::Sources,
};

const API: &str = include_str!("../../tests/fixtures/api.yaml");

/// What became of a spec.
#[derive(Debug)]
pub enum Outcome {
    /// It was accepted, and something was generated.
    Accepted,
    /// It was refused, for these reasons.
    Refused(#[allow(dead_code, reason = "the fuzzer does not look")] Diagnostics),
}

/// Takes a framed spec through the generator.
///
/// # Panics
///
/// If the generator breaks a promise.
pub fn run(bytes: &[u8]) -> Outcome {
    let sources = sources(&String::from_utf8_lossy(bytes));
    match codegen::generate(&sources) {
        Ok(tree) => {
            assert!(!tree.is_empty(), "accepted, but nothing was generated");
            Outcome::Accepted
        }
        Err(mistakes) => {
            check(&mistakes, &sources);
            Outcome::Refused(mistakes)
        }
    }
}

/// The files of a framed spec.
pub fn sources(text: &str) -> Sources {
    let mut files = vec![("ping.yaml".to_owned(), String::new())];
    for line in text.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("=== ") {
            files.push((path.trim().to_owned(), String::new()));
        } else if let Some((_, text)) = files.last_mut() {
            text.push_str(line);
        }
    }
    if files.len() > 1 && files[0].1.is_empty() {
        files.remove(0);
    }
    if !files.iter().any(|(path, _)| path == "api.yaml") {
        files.push(("api.yaml".to_owned(), API.to_owned()));
    }
    Sources::from_texts(files)
}

/// What is promised of mistakes: there is one, each says what and how to mend it, at a place that exists, and all of it
/// can be shown, at a length that a person can read.
fn check(mistakes: &Diagnostics, sources: &Sources) {
    assert!(!mistakes.is_empty(), "refused without a reason");
    for mistake in mistakes.iter() {
        assert!(
            !mistake.message.trim().is_empty(),
            "no message: {mistake:?}"
        );
        assert!(!mistake.help.trim().is_empty(), "no help: {mistake:?}");
        check_place(mistake.place, mistake, sources);
        if let Some((place, why)) = &mistake.related {
            assert!(!why.trim().is_empty(), "no reason: {mistake:?}");
            check_place(*place, mistake, sources);
        }
    }
    let shown = mistakes.iter().count();
    assert!(shown <= 1_000, "{shown} mistakes are shown");
    let rendered = mistakes.render(sources, Style::Plain);
    assert!(
        rendered.len() <= shown * 64_000,
        "{shown} mistakes take {} bytes",
        rendered.len()
    );
    assert!(rendered.contains(mistakes.iter().next().map_or("", |first| first.code.id())));
}

fn check_place(place: Place, mistake: &Diagnostic, sources: &Sources) {
    let Some(file) = sources.files().get(place.file) else {
        panic!("in no file: {mistake:?}");
    };
    let inside = file.text.get(place.start..place.end).is_some();
    assert!(inside, "in no text, or not between characters: {mistake:?}");
}
