//! `cargo xtask codegen`: generate, and write, compare or show the result.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use codegen::{
    GENERATED_FOLDER,
    diagnostic::{Diagnostics, Style},
    file_tree::FileTree,
    source::Sources,
};

use crate::{
    Failure,
    drift::{self, Drift},
    paths,
};

/// The command that mends what `--check` finds.
pub const MENDING_COMMAND: &str = "cargo xtask codegen";

/// What to do with what is generated.
#[derive(Debug, Args, Default)]
pub struct Options {
    /// Compare only: list every stale, missing and orphaned file, and fail if there is one
    #[arg(long, conflicts_with_all = ["dry_run", "dump"])]
    check: bool,
    /// Show what would change, as a diff, and write nothing
    #[arg(long, conflicts_with = "dump")]
    dry_run: bool,
    /// Print a stage of the pipeline as YAML, and write nothing
    #[arg(long, value_name = "STAGE")]
    dump: Option<Stage>,
}

/// A stage of the pipeline that can be looked at.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Stage {
    /// The model that emitters see: every name minted, every reference resolved
    Model,
}

/// Compares only, as `--check` does.
///
/// # Errors
///
/// What differs.
pub fn check() -> Result<(), Failure> {
    run(&Options {
        check: true,
        ..Options::default()
    })
}

/// Runs the command.
///
/// # Errors
///
/// What went wrong, in words.
pub fn run(options: &Options) -> Result<(), Failure> {
    let sources = read();
    if let Some(Stage::Model) = options.dump {
        return dump_model(&sources);
    }
    let tree = generate(&sources)?;
    if options.check {
        report(&drift::find(&tree, &paths::root())?, &tree)
    } else if options.dry_run {
        show(&drift::find(&tree, &paths::root())?);
        Ok(())
    } else {
        write(&tree)
    }
}

/// Generates and writes, as the command does without options, and then lists what the spec gives rise to.
///
/// # Errors
///
/// What went wrong, in words.
pub fn write_and_list() -> Result<(), Failure> {
    let tree = generate(&read())?;
    write(&tree)?;
    println!();
    list(&tree);
    Ok(())
}

/// The spec of this repository, if nothing is wrong with it.
///
/// # Errors
///
/// Every mistake in it.
pub fn checked_spec() -> Result<Sources, Failure> {
    let sources = read();
    match codegen::read(&sources) {
        Ok(_) => Ok(sources),
        Err(mistakes) => Err(render(&mistakes, &sources)),
    }
}

fn read() -> Sources {
    Sources::read(&paths::root().join("spec"))
}

fn generate(sources: &Sources) -> Result<FileTree, Failure> {
    codegen::generate(sources).map_err(|mistakes| render(&mistakes, sources))
}

/// Prints each file, how long it is, and what it says of itself.
fn list(tree: &FileTree) {
    println!("  {:<34} {:>5}  what it holds", "file", "lines");
    for (path, text) in tree.iter() {
        let name = path
            .strip_prefix(GENERATED_FOLDER)
            .unwrap_or(path)
            .trim_start_matches('/');
        let first = text.lines().find_map(|line| line.strip_prefix("//! "));
        let about: String = first
            .unwrap_or("a documented answer")
            .chars()
            .take(54)
            .collect();
        println!("  {name:<34} {:>5}  {about}", text.lines().count());
    }
}

fn render(diagnostics: &Diagnostics, sources: &Sources) -> Failure {
    let coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let style = if coloured {
        Style::Coloured
    } else {
        Style::Plain
    };
    diagnostics.render(sources, style)
}

fn dump_model(sources: &Sources) -> Result<(), Failure> {
    let model = codegen::model(sources).map_err(|diagnostics| render(&diagnostics, sources))?;
    let text = serde_yaml::to_string(&model)
        .map_err(|error| format!("the model cannot be shown: {error}"))?;
    print!("{text}");
    Ok(())
}

fn report(drifts: &[Drift], tree: &FileTree) -> Result<(), Failure> {
    if drifts.is_empty() {
        println!("{} generated files are up to date", tree.len());
        return Ok(());
    }
    let list: String = drifts
        .iter()
        .map(|drift| format!("{drift}\n{}", drift.short_diff()))
        .collect();
    let count = drifts.len();
    let files = if count == 1 { "file is" } else { "files are" };
    Err(format!(
        "{list}\n{count} generated {files} not as the spec says; mend with: {MENDING_COMMAND}"
    ))
}

fn show(drifts: &[Drift]) {
    for drift in drifts {
        println!("{drift}\n{}", drift.diff(usize::MAX));
    }
    println!("{} files would change; nothing was written", drifts.len());
}

fn write(tree: &FileTree) -> Result<(), Failure> {
    let drifts = drift::find(tree, &paths::root())?;
    for drift in &drifts {
        drift.mend(&paths::root())?;
        println!("{drift}");
    }
    println!(
        "{} files generated, {} of them changed",
        tree.len(),
        drifts.len()
    );
    Ok(())
}
