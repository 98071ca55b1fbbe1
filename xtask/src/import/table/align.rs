//! Which part of a row belongs to which column: the cheapest way to lay the parts out from left to right.

use std::ops::Range;

use super::{Column, flat};

/// A row laid out.
#[derive(Debug, Clone)]
pub struct Alignment {
    /// What it costs: nothing when each part is just what its column asks for.
    pub cost: u32,
    /// The parts that each column holds.
    pub spans: Vec<(Column, Range<usize>)>,
    /// Whether two columns stand in each other's place.
    pub swapped: bool,
}

impl Alignment {
    /// Whether one of such columns holds nothing.
    pub fn lacks(&self, of: impl Fn(Column) -> bool) -> bool {
        self.spans
            .iter()
            .any(|(column, span)| of(*column) && span.is_empty())
    }
}

/// More than any sensible layout costs.
pub const TOO_MUCH: u32 = 1_000;
/// Parts of a row that are laid out; what comes after them belongs to the description.
const MOST_PARTS: usize = 40;

/// Lays `parts` out over `columns`, two neighbouring columns swapped if that is much cheaper.
pub fn align(
    columns: &[Column],
    parts: &[&str],
    named: &dyn Fn(&str) -> bool,
) -> Option<Alignment> {
    let straight = lay_out(columns, parts, named);
    let dear = straight.as_ref().is_none_or(|straight| straight.cost >= 8);
    if !dear {
        return straight;
    }
    let swaps = (1..columns.len().saturating_sub(1)).filter_map(|at| {
        let mut swapped = columns.to_vec();
        swapped.swap(at, at + 1);
        let description = columns.get(at..at + 2)?.contains(&Column::Description);
        if description {
            return None;
        }
        let mut layout = lay_out(&swapped, parts, named)?;
        layout.cost += 5;
        layout.swapped = true;
        Some(layout)
    });
    swaps.chain(straight).min_by_key(|layout| layout.cost)
}

/// Lays `parts` out over `columns` in this order.
fn lay_out(columns: &[Column], parts: &[&str], named: &dyn Fn(&str) -> bool) -> Option<Alignment> {
    let count = parts.len().min(MOST_PARTS);
    let words = parts.get(..count)?;
    let width = count + 1;
    // The least cost for the first columns to hold the first parts, and how many of these the last column holds.
    let mut best = vec![(TOO_MUCH, 0_usize); (columns.len() + 1) * width];
    *best.first_mut()? = (0, 0);
    for (row, column) in columns.iter().enumerate() {
        for from in 0..width {
            let (so_far, _) = *best.get(row * width + from)?;
            if so_far >= TOO_MUCH {
                continue;
            }
            let longest = flat::most_parts(*column, count).min(count - from);
            for length in 0..=longest {
                let held = words.get(from..from + length)?;
                let price = flat::cost(*column, held, from + length == count, named);
                let Some(price) = price else {
                    continue;
                };
                let slot = best.get_mut((row + 1) * width + from + length)?;
                if so_far + price < slot.0 {
                    *slot = (so_far + price, length);
                }
            }
        }
    }
    let (cost, _) = *best.get(columns.len() * width + count)?;
    if cost >= TOO_MUCH {
        return None;
    }
    let mut end = count;
    let mut spans = Vec::new();
    for (row, column) in columns.iter().enumerate().rev() {
        let (_, length) = *best.get((row + 1) * width + end)?;
        spans.push((*column, end - length..end));
        end -= length;
    }
    spans.reverse();
    let description = |(column, _): &&mut (Column, Range<usize>)| *column == Column::Description;
    if let Some((_, span)) = spans.iter_mut().rev().find(description)
        && span.end == count
    {
        span.end = parts.len();
    }
    Some(Alignment {
        cost,
        spans,
        swapped: false,
    })
}
