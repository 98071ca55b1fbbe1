//! Tables: what their columns mean, and which part of a row belongs to which.

mod align;
mod blocks;
mod composed;
mod flat;
mod header;
mod headings;
mod phrases;
mod row;
mod shape;
mod types;
pub mod words;

pub use blocks::{Block, Table, blocks};
pub use header::{Column, column, is_header, is_header_row};
pub use headings::is_known_heading;
pub use row::{Row, Short, Unread};
