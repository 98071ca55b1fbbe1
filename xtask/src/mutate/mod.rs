//! `cargo xtask mutate`: changes the spec in every way a slip of the fingers could, and sees what the generator says.
//!
//! A mutant must either generate a client that compiles, or be refused where it was changed.

pub mod command;
pub mod compile;
pub mod judge;
pub mod make;
pub mod mutant;
pub mod report;
pub mod skeleton;
mod slots;
pub mod tree;
pub mod words;

use std::{
    num::NonZero,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use codegen::source::Sources;

use judge::Judgement;
use mutant::Mutant;

/// Judges all mutants, on all processors, in their order.
#[must_use]
pub fn judge_all(mutants: &[Mutant], original: &Sources) -> Vec<Judgement> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut judged = Vec::new();
        while let Some((index, mutant)) = take(&next, mutants) {
            judged.push((index, judge::judge(mutant, original)));
        }
        judged
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let mut judged: Vec<(usize, Judgement)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        // A worker cannot panic: the generator's panics are caught.
        threads
            .into_iter()
            .filter_map(|thread| thread.join().ok())
            .flatten()
            .collect()
    });
    judged.sort_by_key(|(index, _)| *index);
    judged.into_iter().map(|(_, judgement)| judgement).collect()
}

fn take<'a>(next: &AtomicUsize, mutants: &'a [Mutant]) -> Option<(usize, &'a Mutant)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    mutants.get(index).map(|mutant| (index, mutant))
}
