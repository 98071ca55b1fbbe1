//! The table for readers, made from the scenarios.

use crate::scenario::{Ending, Retryable, Scenario};
use crate::scenarios::{Group, groups};

const INTRODUCTION: &str = include_str!("introduction.md");

/// `FAULTS.md`.
pub fn table() -> String {
    let groups = groups();
    let count: usize = groups.iter().map(|group| group.scenarios.len()).sum();
    let tables: String = groups.iter().map(group).collect();
    INTRODUCTION.replace("{count}", &count.to_string()) + &tables
}

fn group(group: &Group) -> String {
    let rows: String = group.scenarios.iter().map(row).collect();
    format!(
        "\n## {}\n\n| what happens | ends with | attempts | not idempotent | retryable | the error says |\n\
         |---|---|---|---|---|---|\n{rows}",
        group.title
    )
}

fn row(scenario: &Scenario) -> String {
    let [ends, otherwise] = scenario.ends;
    let [attempts, not_idempotent] = scenario.attempts;
    let not_idempotent = if otherwise == ends {
        not_idempotent.to_string()
    } else {
        format!("{not_idempotent}: {otherwise}")
    };
    let retryable = match (ends, scenario.retryable) {
        (Ending::Answer, _) => "",
        (_, Retryable::Always) => "yes",
        (_, Retryable::IfIdempotent) => "if idempotent",
        (_, Retryable::Never) => "no",
    };
    let says = if scenario.says.is_empty() {
        String::new()
    } else {
        format!("… {} …", scenario.says)
    };
    let cells = [
        scenario.name,
        &ends.to_string(),
        &attempts.to_string(),
        &not_idempotent,
        retryable,
        &says,
    ];
    format!(
        "| {} |\n",
        cells.map(|cell| cell.replace('|', "\\|")).join(" | ")
    )
}
