//! Timing of two things beside each other, so that a machine whose speed drifts is fair to both.

use std::time::{Duration, Instant};

/// How often a pair is timed. Outside `cargo bench`, which says `--bench`, just to see that it works.
#[must_use]
pub fn rounds(wanted: usize) -> usize {
    if std::env::args().any(|argument| argument == "--bench") {
        wanted
    } else {
        3
    }
}

/// Times both in turn, each first as often as the other, and prints a line: medians, the least times,
/// and their ratios. On a busy machine the least are nearer to the truth, because what takes long is
/// interrupted more often than what is short.
pub fn compare(name: &str, rounds: usize, mut ours: impl FnMut(), mut theirs: impl FnMut()) {
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    // The first of each finds caches, pools and pages cold.
    ours();
    theirs();
    for round in 0..rounds {
        if round % 2 == 0 {
            our_times.push(time(&mut ours));
            their_times.push(time(&mut theirs));
        } else {
            their_times.push(time(&mut theirs));
            our_times.push(time(&mut ours));
        }
    }
    our_times.sort_unstable();
    their_times.sort_unstable();
    let at = |index: usize| {
        let time = |times: &[Duration]| times.get(index).copied().unwrap_or_default().as_secs_f64();
        let (ours, theirs) = (time(&our_times), time(&their_times));
        format!(
            "{:.0} µs | {:.0} µs | {:.2}",
            ours * 1e6,
            theirs * 1e6,
            ours / theirs
        )
    };
    println!("| {name} | {} | {} |", at(rounds / 2), at(0));
}

/// Prints the head of the table that [`compare`] writes lines of.
pub fn head(ours: &str, theirs: &str) {
    println!("| | {ours}, median | {theirs} | ratio | {ours}, least | {theirs} | ratio |");
    println!("|---|---|---|---|---|---|---|");
}

fn time(work: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
