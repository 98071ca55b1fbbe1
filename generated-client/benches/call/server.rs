//! A server on loopback that gives every request the same page, over connections that stay open.

#[path = "../../tests/support/answering.rs"]
mod answering;

use std::io::Write as _;
use std::sync::Arc;

use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../../src/generated/examples/wallet_balance.json");

/// Starts one whose page has so many rows; gives its address.
pub fn start(rows: usize) -> String {
    let mut page: Value = serde_json::from_str(EXAMPLE).unwrap();
    page["list"] = vec![page["list"][0].clone(); rows].into();
    let body = json!({"code": 10_000, "message": "Success", "data": page}).to_string();
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let answer: Arc<str> = (head + &body).into();
    answering::start(move |_, stream| stream.write_all(answer.as_bytes()).ok())
}
