//! The command line of the importer.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use codegen::source::Sources;

use super::{
    Facts, across_pages, check,
    draft::{self, Draft},
    extract, facts, page, summary,
};
use crate::{Failure, messages::MessageFormat, paths};

/// What to do with pages.
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
#[derive(Debug, Args)]
pub struct Options {
    /// Pages: text as a browser copies it, Markdown, or HTML
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// Print what was extracted as JSON: one object for one page, a list for several
    #[arg(long, conflicts_with = "dry_run")]
    facts: bool,
    /// Show the drafts and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Compare the pages with the spec, and write nothing
    ///
    /// Says what a page adds, drops or changes; wording and order are not compared. Ends with 0 where nothing differs,
    /// with 1 where something does, and with 2 where a page or the spec cannot be read.
    #[arg(long, conflicts_with_all = ["dry_run", "facts"])]
    check: bool,
    /// Change the spec where the pages have changed, and nothing else: comments, order and what was edited stay
    ///
    /// With --dry-run, shows the changes as a diff. What the changed spec would get wrong is told, and nothing is written.
    #[arg(long, conflicts_with_all = ["check", "facts"])]
    update: bool,
    /// How to tell the differences that --check finds
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
    /// What the operation or notification is to be called, if it is not to follow from the page; with --check, the one
    /// to compare the page with
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// Runs the command.
#[must_use]
pub fn run(options: &Options) -> ExitCode {
    if options.check {
        let pages = options.pages.iter().map(read).collect();
        let sources = Sources::read(&paths::root().join("spec"));
        let (name, format) = (options.name.as_deref(), options.message_format);
        return check::command::run(pages, &sources, name, format);
    }
    match import(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn import(options: &Options) -> Result<(), Failure> {
    let facts = read_all(&options.pages)?;
    if options.facts {
        return print(&facts);
    }
    if options.name.is_some() && facts.len() > 1 {
        return Err("--name goes with one page".to_owned());
    }
    if options.update {
        let spec = paths::root().join("spec");
        return check::command::update(&facts, &spec, options.name.as_deref(), options.dry_run);
    }
    draft_all(options, &facts)
}

fn draft_all(options: &Options, all: &[Facts]) -> Result<(), Failure> {
    let spec = paths::root().join("spec");
    let mut sources = Sources::read(&spec);
    let (mut drafts, mut failed) = (Vec::new(), Vec::new());
    for facts in all {
        let Some(draft) = draft::draft(facts, &sources, options.name.as_deref()) else {
            println!(
                "{}: not an endpoint, and no notification: nothing to draft",
                facts.page
            );
            for why in &facts.review {
                println!("  but look: {why}");
            }
            continue;
        };
        if options.dry_run {
            println!("# spec/{}\n{}", draft.path, draft.text);
            println!("# spec/quirks.yaml, added\n{}", draft.quirks.trim_start());
        }
        summary::print(facts, &draft);
        let known = draft::has_path(&sources, &draft);
        if known {
            println!("  note: the spec has this path already; `--check` compares the page with it");
        }
        sources = draft::with(&sources, std::slice::from_ref(&draft));
        // In the place of another, a draft may leave shared declarations unused.
        if let Err(mistakes) = codegen::generate(&sources)
            && !known
        {
            failed.push(MessageFormat::Human.tell(&mistakes, &sources));
        }
        drafts.push(draft);
    }
    if !options.dry_run {
        write(&spec, &drafts)?;
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(format!(
        "what was drafted does not generate as it is:\n{}",
        failed.join("\n")
    ))
}

/// Writes drafts, all or none. What a person wrote is never written over.
fn write(spec: &Path, drafts: &[Draft]) -> Result<(), Failure> {
    let there = drafts
        .iter()
        .filter(|draft| spec.join(&draft.path).exists());
    let there: Vec<String> = there.map(|draft| format!("spec/{}", draft.path)).collect();
    if !there.is_empty() {
        return Err(format!(
            "nothing was written: {} exists; compare the page with it by --check, or choose another --name",
            there.join(", ")
        ));
    }
    let failed =
        |path: &Path, error: io::Error| format!("cannot write {}: {error}", path.display());
    let ledger = spec.join("quirks.yaml");
    let mut text = fs::read_to_string(&ledger).unwrap_or_default();
    for draft in drafts {
        let path = spec.join(&draft.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        }
        fs::write(&path, &draft.text).map_err(|error| failed(&path, error))?;
        text.push_str(&draft.quirks);
    }
    fs::write(&ledger, text).map_err(|error| failed(&ledger, error))
}

fn read_all(pages: &[PathBuf]) -> Result<Vec<Facts>, Failure> {
    let mut all = pages.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    across_pages(&mut all);
    Ok(all)
}

/// The facts of the page in a file.
fn read(path: &PathBuf) -> Result<Facts, Failure> {
    let name = path.to_string_lossy();
    let failed = |error: io::Error| format!("cannot read {name}: {error}");
    let file = fs::File::open(path).map_err(failed)?;
    // One byte more than a page may have is enough to refuse a file without an end.
    let most = u64::try_from(page::MOST_BYTES).map_or(u64::MAX, |most| most + 1);
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).map_err(failed)?;
    Ok(extract(&name, &page::read(&name, &bytes)?))
}

fn print(all: &[Facts]) -> Result<(), Failure> {
    let forms: Vec<_> = all.iter().map(facts::form).collect();
    let text = match forms.as_slice() {
        [one] => serde_json::to_string_pretty(one),
        several => serde_json::to_string_pretty(several),
    };
    let text = text.map_err(|error| format!("the facts cannot be printed: {error}"))?;
    println!("{text}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{fs, io};

    use super::write;
    use crate::import::draft::Draft;

    fn draft(name: &str) -> Draft {
        Draft {
            name: name.to_owned(),
            path: format!("endpoints/{name}.yaml"),
            text: format!("operation: {name}\n"),
            quirks: format!("\n{name}_quirk: {{}}\n"),
            reviews: 0,
            notes: Vec::new(),
        }
    }

    #[test]
    fn drafts_are_written_all_or_none_and_never_over_what_is_there() -> io::Result<()> {
        let spec = tempfile::tempdir()?;
        let text = |path: &str| fs::read_to_string(spec.path().join(path));
        fs::write(spec.path().join("quirks.yaml"), "known: {}\n")?;
        assert_eq!(write(spec.path(), &[draft("a"), draft("b")]), Ok(()));
        let ledger = "known: {}\n\na_quirk: {}\n\nb_quirk: {}\n";
        assert_eq!(text("quirks.yaml")?, ledger);

        fs::write(spec.path().join("endpoints/b.yaml"), "by hand\n")?;
        let refused = write(spec.path(), &[draft("c"), draft("b")]);
        let why = "nothing was written: spec/endpoints/b.yaml exists";
        assert!(refused.is_err_and(|told| told.starts_with(why)));
        assert_eq!(text("endpoints/b.yaml")?, "by hand\n");
        assert!(text("endpoints/c.yaml").is_err());
        assert_eq!(text("quirks.yaml")?, ledger);
        Ok(())
    }
}
