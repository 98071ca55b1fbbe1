//! draft
use super::{judge::Verdict, judge_all, make};
use crate::{Failure, paths};
use codegen::source::Sources;
use std::collections::BTreeMap;

/// Draft.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// x
    #[arg(long, default_value_t = 1)]
    every: usize,
}
/// Draft.
/// # Errors
/// draft
pub fn run(options: &Options) -> Result<(), Failure> {
    let sources = Sources::read(&paths::root().join("spec")).map_err(|error| error.to_string())?;
    let mutants: Vec<_> = make::all(&sources)?
        .into_iter()
        .step_by(options.every)
        .collect();
    println!("{} mutants", mutants.len());
    std::panic::set_hook(Box::new(|_| {}));
    let start = std::time::Instant::now();
    let judged = judge_all(&mutants, &sources);
    println!("{:?}", start.elapsed());
    let mut table: BTreeMap<_, BTreeMap<_, usize>> = BTreeMap::new();
    let mut codes = std::collections::HashSet::new();
    let mut classes: BTreeMap<_, Vec<(&super::mutant::Mutant, &super::judge::Judgement)>> =
        BTreeMap::new();
    let mut slowest = std::time::Duration::ZERO;
    for (m, j) in mutants.iter().zip(&judged) {
        *table
            .entry((m.kind, m.how))
            .or_default()
            .entry(j.verdict)
            .or_default() += 1;
        codes.extend(j.code);
        slowest = slowest.max(j.time);
        if j.verdict.is_failure() || j.verdict == Verdict::Around || j.verdict == Verdict::Named {
            let said: String = j
                .said
                .first()
                .map(|s| s.split_once(": ").map_or("", |x| x.1))
                .unwrap_or_default()
                .split('`')
                .step_by(2)
                .collect::<Vec<_>>()
                .join("…");
            classes
                .entry((j.verdict, m.kind, m.how, said))
                .or_default()
                .push((m, j));
        }
    }
    println!("slowest {slowest:?}, {} distinct", codes.len());
    for (kind, verdicts) in table {
        println!("{} {}: {verdicts:?}", kind.0, kind.1);
    }
    for ((v, k, h, said), list) in &classes {
        println!("== {v:?} {k} {h} x{}: {said}", list.len());
        for (m, j) in list.iter().take(2) {
            println!("   {} node {:?}", m.title(&sources), m.node);
            println!("{}", m.diff(&sources));
            for s in j.said.iter().take(8) {
                println!("      {s}");
            }
        }
    }
    Ok(())
}
