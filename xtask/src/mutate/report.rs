//! What became of the mutants, as text.

use std::collections::BTreeMap;

use codegen::source::Sources;

use super::{
    judge::{Judgement, Verdict},
    mutant::Mutant,
};

/// How many of a mutant's diagnostics are shown.
const SHOWN: usize = 4;

/// How many lines of a mutant's diff are shown.
const LINES: usize = 12;

/// A mutant and what became of it.
pub type Case<'a> = (&'a Mutant, &'a Judgement);

/// How many mutants of each kind came to what.
#[must_use]
pub fn table(cases: &[Case<'_>]) -> String {
    let mut rows: BTreeMap<String, BTreeMap<Verdict, usize>> = BTreeMap::new();
    for (mutant, judgement) in cases {
        for row in [
            format!("{}, {}", mutant.kind, mutant.how),
            format!("{} (all)", mutant.kind),
            "~ all".to_owned(),
        ] {
            let count = rows.entry(row).or_default();
            *count.entry(judgement.verdict).or_default() += 1;
        }
    }
    let heads: String = Verdict::ALL
        .iter()
        .map(|verdict| format!("{:>13}", verdict.word()))
        .collect();
    let mut out = format!("{:<36}{heads}{:>9}\n", "", "all");
    for (row, counts) in rows {
        let count = |verdict| counts.get(verdict).copied().unwrap_or_default();
        let cells: String = Verdict::ALL
            .iter()
            .map(|verdict| format!("{:>13}", dash(count(verdict))))
            .collect();
        let sum: usize = counts.values().sum();
        out.push_str(&format!(
            "{:<36}{cells}{sum:>9}\n",
            row.trim_start_matches("~ ")
        ));
    }
    out
}

fn dash(count: usize) -> String {
    if count == 0 {
        "-".to_owned()
    } else {
        count.to_string()
    }
}

/// All mutants of the kind, or with the verdict, that `wanted` is the word for.
#[must_use]
pub fn each(cases: &[Case<'_>], wanted: &str, sources: &Sources) -> String {
    let fits = |(mutant, judgement): &&Case<'_>| {
        let words = [
            judgement.verdict.word(),
            mutant.how,
            &mutant.kind.to_string(),
        ]
        .map(str::to_owned);
        words.iter().any(|word| word == wanted)
    };
    cases
        .iter()
        .filter(fits)
        .map(|case| show(*case, sources))
        .collect()
}

/// The mutants that are failures, alike ones together: all by name, the first of each group with its diff.
#[must_use]
pub fn failures(cases: &[Case<'_>], sources: &Sources) -> String {
    let mut groups: BTreeMap<_, Vec<Case<'_>>> = BTreeMap::new();
    for case in cases
        .iter()
        .filter(|(_, judgement)| judgement.verdict.is_failure())
    {
        let (mutant, judgement) = case;
        let key = (judgement.verdict, gist(judgement), mutant.kind, mutant.how);
        groups.entry(key).or_default().push(*case);
    }
    let mut out = String::new();
    for ((verdict, gist, kind, how), group) in &groups {
        out.push_str(&format!(
            "=== {}, {kind} ({how}), {} times: {gist}\n",
            verdict.word(),
            group.len()
        ));
        for (index, case) in group.iter().enumerate() {
            if index == 0 {
                out.push_str(&show(*case, sources));
            } else {
                out.push_str(&format!("also {}\n", case.0.title(sources)));
            }
        }
        out.push('\n');
    }
    out
}

/// What was said first, without the names in it and without its place.
fn gist(judgement: &Judgement) -> String {
    let first = judgement
        .said
        .iter()
        .flat_map(|said| said.lines())
        .next()
        .unwrap_or_default();
    let text = first.split_once(": ").map_or(first, |(_, text)| text);
    text.split('`').step_by(2).collect::<Vec<_>>().join("…")
}

/// One mutant: what was done, and what was said.
fn show((mutant, judgement): Case<'_>, sources: &Sources) -> String {
    let mut out = format!(
        "--- {}: {}\n",
        judgement.verdict.word(),
        mutant.title(sources)
    );
    let diff = mutant.diff(sources);
    let changed = diff.lines().filter(|line| !line.trim().is_empty());
    for line in changed.take(LINES) {
        out.push_str(&format!("    {line}\n"));
    }
    for said in judgement.said.iter().take(SHOWN) {
        out.push_str(&format!(
            "    | {}\n",
            said.trim_end().replace('\n', "\n    | ")
        ));
    }
    let rest = judgement.said.len().saturating_sub(SHOWN);
    if rest > 0 {
        out.push_str(&format!("    | … {rest} more\n"));
    }
    out
}
