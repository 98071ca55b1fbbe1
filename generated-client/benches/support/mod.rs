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

/// Times both in turn, each first as often as the other, and prints the medians and their ratio.
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
    let (ours, theirs) = (median(our_times), median(their_times));
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    println!(
        "| {name} | {:.0} µs | {:.0} µs | {ratio:.3} |",
        micros(ours),
        micros(theirs)
    );
}

/// Prints the head of the table that [`compare`] writes lines of.
pub fn head(ours: &str, theirs: &str) {
    println!("| median of | {ours} | {theirs} | ratio |\n|---|---|---|---|");
}

fn time(work: &mut impl FnMut()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
