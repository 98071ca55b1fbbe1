//! `cargo xtask import --check`, for people and for scheduled runs.
//!
//! It ends with 0 where nothing differs, with 1 where something does, and with 2 where a page or the spec cannot be read.

use std::{fs, path::Path, process::ExitCode};

use codegen::source::Sources;

use super::{Outcome, check, patch, report};
use crate::{
    Failure,
    import::{Facts, across_pages},
    messages::MessageFormat,
};

/// What the command ends with where something differs.
pub const DIFFERS: u8 = 1;
/// What the command ends with where something cannot be read.
pub const UNREADABLE: u8 = 2;

/// Compares pages with the spec. A page that could not be read does not keep the others from being compared.
#[must_use]
pub fn run(
    pages: Vec<Result<Facts, Failure>>,
    sources: &Sources,
    name: Option<&str>,
    format: MessageFormat,
) -> ExitCode {
    if let Err(mistakes) = codegen::read(sources) {
        eprintln!("{}", format.tell(&mistakes, sources));
        eprintln!("the spec has mistakes: mend them first, then compare pages with it");
        return ExitCode::from(UNREADABLE);
    }
    let (outcomes, failed) = outcomes(pages, sources, name);
    for outcome in &outcomes {
        let (output, remark) = report::of(outcome, sources, format);
        print!("{output}");
        eprint!("{remark}");
    }
    for failure in &failed {
        eprintln!("{failure}");
    }
    let differ = outcomes.iter().filter(|one| one.differences().count() > 0);
    let differ: Vec<&Outcome> = differ.collect();
    format.say(&advice(&differ, failed.is_empty()));
    if !failed.is_empty() {
        return ExitCode::from(UNREADABLE);
    }
    ExitCode::from(if differ.is_empty() { 0 } else { DIFFERS })
}

/// Changes the spec in the folder `spec` where the pages have changed, page by page; or only shows how it would.
///
/// # Errors
///
/// What the changed spec would get wrong: then nothing is written.
pub fn update(
    pages: &[Facts],
    spec: &Path,
    name: Option<&str>,
    dry_run: bool,
) -> Result<(), Failure> {
    let before = Sources::read(spec);
    if let Err(mistakes) = codegen::read(&before) {
        return Err(MessageFormat::Human.tell(&mistakes, &before));
    }
    let mut sources = before.clone();
    for facts in pages {
        let Some(patch) = patch::patch(facts, &sources, name)? else {
            println!("{}: the spec does not have it; import it first", facts.page);
            continue;
        };
        let (page, count) = (&facts.page, patch.changed.len());
        println!("{page}: {count} files change");
        print!("{}", patch.diff());
        for left in &patch.left {
            println!("  left to you: {left}");
        }
        sources = patch.sources;
    }
    if dry_run {
        println!("nothing was written");
        return Ok(());
    }
    for (old, new) in before.files().iter().zip(sources.files()) {
        if old.text != new.text {
            // Paths of a spec begin with the name of its folder.
            let below = old
                .path
                .split_once('/')
                .map_or(old.path.as_str(), |path| path.1);
            let path = spec.join(below);
            let failed = |error| format!("cannot write {}: {error}", path.display());
            fs::write(&path, &new.text).map_err(failed)?;
        }
    }
    println!("look for # REVIEW: in what was changed, then run: cargo xtask codegen");
    Ok(())
}

/// What there is to say of each page that could be read, and why the others could not.
fn outcomes(
    pages: Vec<Result<Facts, Failure>>,
    sources: &Sources,
    name: Option<&str>,
) -> (Vec<Outcome>, Vec<Failure>) {
    let (mut read, mut failed) = (Vec::new(), Vec::new());
    for page in pages {
        match page {
            Ok(facts) => read.push(facts),
            Err(failure) => failed.push(failure),
        }
    }
    across_pages(&mut read);
    let outcomes = read.iter().map(|facts| check(facts, sources, name));
    (outcomes.collect(), failed)
}

/// What to do next.
fn advice(differ: &[&Outcome], all_read: bool) -> String {
    let (new, old): (Vec<&&Outcome>, Vec<&&Outcome>) =
        differ.iter().partition(|outcome| outcome.name.is_none());
    let files = |outcomes: &[&&Outcome]| {
        let names: Vec<&str> = outcomes.iter().map(|one| one.page.as_str()).collect();
        names.join(" ")
    };
    let mut lines = Vec::new();
    if !old.is_empty() {
        let files = files(&old);
        lines.push(format!(
            "see what the spec would become with: cargo xtask import --update --dry-run {files}"
        ));
    }
    if !new.is_empty() {
        let files = files(&new);
        lines.push(format!(
            "draft what the spec does not have with: cargo xtask import --dry-run {files}"
        ));
    }
    if lines.is_empty() {
        let which = if all_read { "" } else { " that could be read" };
        lines.push(format!("the spec says what the pages say{which}"));
    }
    lines.join("\n")
}
