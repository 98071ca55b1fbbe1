//! The command: which mutants, judged and compiled, and what came of it.

use std::{
    collections::{BTreeMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
    panic,
    time::{Duration, Instant},
};

use clap::Args;
use codegen::source::Sources;

use super::{
    compile::Compiler,
    judge::{Judgement, Verdict, judge},
    judge_all, make,
    mutant::Mutant,
    report::{self, Case},
};
use crate::{Failure, codegen_command};

/// No mutant may take the generator longer than this.
const LIMIT: Duration = Duration::from_secs(1);

/// Which mutants, and what to show.
#[derive(Debug, Args)]
pub struct Options {
    /// Only this many mutants, picked at random
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Picks another sample
    #[arg(long, value_name = "S", default_value_t = 0, requires = "sample")]
    seed: u64,
    /// Only mutants of files whose path ends so
    #[arg(long, value_name = "PATH")]
    file: Option<String>,
    /// Do not compile what is generated
    #[arg(long)]
    no_compile: bool,
    /// Show each mutant of this kind, or with this verdict, with its diff and what was said, such as `elsewhere`
    #[arg(long, value_name = "KIND")]
    show: Option<String>,
}

/// Runs the command.
///
/// # Errors
///
/// What went wrong, in words; that includes mutants that are neither fine nor refused at their place.
pub fn run(options: &Options) -> Result<(), Failure> {
    let sources = codegen_command::checked_spec()?;
    let mutants = choose(make::all(&sources)?, &sources, options);
    println!("{} mutants", mutants.len());
    let start = Instant::now();
    let mut judged = quietly(|| judge_all(&mutants, &sources));
    println!("judged in {:.0} s", start.elapsed().as_secs_f64());
    time_again(&mutants, &mut judged, &sources);
    if !options.no_compile {
        let start = Instant::now();
        compile(&mutants, &mut judged, &sources)?;
        println!("compiled in {:.0} s", start.elapsed().as_secs_f64());
    }
    let cases: Vec<Case<'_>> = mutants.iter().zip(&judged).collect();
    println!("\n{}", report::table(&cases));
    if let Some(wanted) = &options.show {
        print!("{}", report::each(&cases, wanted, &sources));
    }
    print!("{}", report::failures(&cases, &sources));
    conclude(&cases, &sources)
}

fn choose(mut mutants: Vec<Mutant>, sources: &Sources, options: &Options) -> Vec<Mutant> {
    if let Some(end) = &options.file {
        let files = sources.files();
        mutants.retain(|mutant| {
            let file = files.get(mutant.file);
            file.is_some_and(|file| file.path.ends_with(end))
        });
    }
    if let Some(count) = options.sample {
        let mut order: Vec<(u64, Mutant)> = mutants
            .into_iter()
            .enumerate()
            .map(|(index, mutant)| (lot(options.seed, index), mutant))
            .collect();
        order.sort_by_key(|(lot, _)| *lot);
        order.truncate(count);
        mutants = order.into_iter().map(|(_, mutant)| mutant).collect();
    }
    mutants
}

/// The lot that a mutant draws; the same seed draws the same lots.
fn lot(seed: u64, index: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    (seed, index).hash(&mut hasher);
    hasher.finish()
}

/// Keeps panics, which are counted, from being printed, too.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let result = work();
    panic::set_hook(hook);
    result
}

/// Gives the slow ones a second chance, alone: other work on the machine is not the generator's fault.
fn time_again(mutants: &[Mutant], judged: &mut [Judgement], sources: &Sources) {
    for (mutant, judgement) in mutants.iter().zip(judged) {
        if judgement.time > LIMIT {
            let again = quietly(|| judge(mutant, sources));
            judgement.time = judgement.time.min(again.time);
        }
    }
}

/// Compiles each different result once, and changes the verdict of those that do not compile.
fn compile(mutants: &[Mutant], judged: &mut [Judgement], sources: &Sources) -> Result<(), Failure> {
    let original = codegen::generate(sources).map_err(|_| "the spec itself is refused")?;
    let mut first: BTreeMap<u64, usize> = BTreeMap::new();
    for (index, judgement) in judged.iter().enumerate() {
        if let Some(code) = judgement.code {
            first.entry(code).or_insert(index);
        }
    }
    println!("{} different results to compile", first.len());
    let mut numbers: Vec<usize> = first.values().copied().collect();
    numbers.sort_unstable();
    // Generated anew: to keep them all would take gigabytes.
    let trees = numbers.iter().filter_map(|number| {
        let tree = codegen::generate(&mutants.get(*number)?.sources(sources)).ok()?;
        Some((*number, tree))
    });
    let compiler = Compiler::new("mutants", &original)?;
    let refused = compiler.check(trees, |done| println!("  {done} done"))?;
    for (number, error) in refused {
        let code = judged.get(number).and_then(|judgement| judgement.code);
        for judgement in judged.iter_mut().filter(|judgement| judgement.code == code) {
            judgement.verdict = Verdict::DoesNotCompile;
            judgement.said = vec![error.clone()];
        }
    }
    Ok(())
}

fn conclude(cases: &[Case<'_>], sources: &Sources) -> Result<(), Failure> {
    let mut complaints = Vec::new();
    if let Some((mutant, judgement)) = cases.iter().max_by_key(|(_, judgement)| judgement.time) {
        let title = mutant.title(sources);
        let seconds = judgement.time.as_secs_f64();
        println!("slowest: {seconds:.3} s, {title}");
        if judgement.time > LIMIT {
            complaints.push(format!("a mutant took longer than {LIMIT:?}: {title}"));
        }
    }
    let failed = |case: &&Case<'_>| case.1.verdict.is_failure();
    let count = cases.iter().filter(failed).count();
    println!("neither: {count} of {}", cases.len());
    if count > 0 {
        let what = "neither give a client that compiles, nor a diagnostic where they were changed";
        complaints.push(format!("{count} mutants {what}"));
    }
    if complaints.is_empty() {
        Ok(())
    } else {
        Err(complaints.join("\n"))
    }
}
