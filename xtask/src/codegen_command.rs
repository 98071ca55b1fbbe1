//! `cargo xtask codegen`: generate, and write, compare or show the result.

use clap::{Args, ValueEnum};
use codegen::{GENERATED_FOLDER, file_tree::FileTree, source::Sources};

use crate::{
    Failure,
    drift::{self, Drift},
    messages::MessageFormat,
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
    /// How to tell the mistakes in the spec; spec/MISTAKES.md describes the formats
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
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
    let format = options.message_format;
    let sources = read();
    if let Some(Stage::Model) = options.dump {
        return dump_model(&sources, format);
    }
    let tree = generate(&sources, format)?;
    if options.check {
        report(&drift::find(&tree, &paths::root())?, &tree, format)
    } else if options.dry_run {
        show(&drift::find(&tree, &paths::root())?, format);
        Ok(())
    } else {
        write(&tree, format)
    }
}

/// Generates and writes, as the command does without options, and then lists what the spec gives rise to.
///
/// # Errors
///
/// What went wrong, in words.
pub fn write_and_list() -> Result<(), Failure> {
    let format = MessageFormat::Human;
    let tree = generate(&read(), format)?;
    write(&tree, format)?;
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
        Err(mistakes) => Err(MessageFormat::Human.tell(&mistakes, &sources)),
    }
}

fn read() -> Sources {
    Sources::read(&paths::root().join("spec"))
}

/// The client, and the documents about the language that its spec is written in.
fn generate(sources: &Sources, format: MessageFormat) -> Result<FileTree, Failure> {
    let mut tree =
        codegen::generate(sources).map_err(|mistakes| format.tell(&mistakes, sources))?;
    tree.merge(codegen::language());
    Ok(tree)
}

/// Prints each file, how long it is, and what it says of itself.
fn list(tree: &FileTree) {
    println!("  {:<34} {:>5}  what it holds", "file", "lines");
    for (path, text) in tree.iter() {
        let name = path
            .strip_prefix(GENERATED_FOLDER)
            .unwrap_or(path)
            .trim_start_matches('/');
        let first = text
            .lines()
            .find_map(|line| line.strip_prefix("//! ").or(line.strip_prefix("# ")));
        let about: String = first
            .unwrap_or("a documented answer")
            .chars()
            .take(54)
            .collect();
        println!("  {name:<34} {:>5}  {about}", text.lines().count());
    }
}

fn dump_model(sources: &Sources, format: MessageFormat) -> Result<(), Failure> {
    let model = codegen::model(sources).map_err(|mistakes| format.tell(&mistakes, sources))?;
    let text = serde_yaml::to_string(&model)
        .map_err(|error| format!("the model cannot be shown: {error}"))?;
    print!("{text}");
    Ok(())
}

fn report(drifts: &[Drift], tree: &FileTree, format: MessageFormat) -> Result<(), Failure> {
    if drifts.is_empty() {
        format.say(&format!("{} generated files are up to date", tree.len()));
        return Ok(());
    }
    let list: String = drifts
        .iter()
        .map(|drift| format!("{drift}\n{}", drift.short_diff()))
        .collect();
    let count = drifts.len();
    let files = if count == 1 { "file is" } else { "files are" };
    Err(format!(
        "{list}\n{count} {files} not as generated; mend with: {MENDING_COMMAND}"
    ))
}

fn show(drifts: &[Drift], format: MessageFormat) {
    for drift in drifts {
        format.say(&format!("{drift}\n{}", drift.diff(usize::MAX)));
    }
    let count = drifts.len();
    format.say(&format!("{count} files would change; nothing was written"));
}

fn write(tree: &FileTree, format: MessageFormat) -> Result<(), Failure> {
    let drifts = drift::find(tree, &paths::root())?;
    for drift in &drifts {
        drift.mend(&paths::root())?;
        format.say(&drift.to_string());
    }
    let (all, changed) = (tree.len(), drifts.len());
    format.say(&format!("{all} files generated, {changed} of them changed"));
    Ok(())
}
