//! The command line of the importer.

use std::{fs, path::PathBuf};

use clap::Args;

use super::{Facts, extract, facts, page};
use crate::Failure;

/// What to do with pages.
#[derive(Debug, Args)]
pub struct Options {
    /// Pages: text as a browser copies it, Markdown, or HTML
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// Print what was extracted as JSON: one object for one page, a list for several
    #[arg(long)]
    facts: bool,
}

/// Runs the command.
///
/// # Errors
///
/// What went wrong, in words.
pub fn run(options: &Options) -> Result<(), Failure> {
    let facts = read_all(&options.pages)?;
    if options.facts {
        return print(&facts);
    }
    Ok(())
}

fn read_all(pages: &[PathBuf]) -> Result<Vec<Facts>, Failure> {
    pages.iter().map(|path| read(path)).collect()
}

/// The facts of the page in a file.
fn read(path: &PathBuf) -> Result<Facts, Failure> {
    let name = path.to_string_lossy();
    let bytes = fs::read(path).map_err(|error| format!("cannot read {name}: {error}"))?;
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
