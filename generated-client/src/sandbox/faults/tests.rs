//! Faults by themselves: which call meets which, and how they are written.

mod script;
mod text;
