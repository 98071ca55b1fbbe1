//! A server with as many movements as one likes, a second apart, made when they are read: it takes no more memory for a
//! million than for a page.

mod answering;

use std::fmt::Write as _;
use std::io::Write as _;

use wallet_client::civil::{DateTime, date};

const ROW: &str = r#"{"mchUuid":"JT1095595801938341100","uuid":"U1095595801938341100","mchOrderId":"MCH1095595801938341100","balanceRefNo":"BRF15487954877","transactionType":"CASH_OUT","creditDebitType":"DEBIT","amount":-200000,"fee":2000,"balance":4800000,"remark":"Test","cashoutBank":"KBANK","cashoutBankAccountName":"T******t","cashoutBankAccountNo":"081******890","createTime":""#;

/// When the newest movement was made.
pub fn newest() -> DateTime {
    date(2024, 11, 30).at(0, 0, 0, 0)
}

/// Starts one; gives its address. What is asked for is not looked at, but for the page.
pub fn start(total: usize) -> String {
    let mut answer = String::new();
    answering::start(move |body, stream| {
        let text = std::str::from_utf8(body).ok()?;
        let number = |name| number(text, name);
        let (number, size) = (number("page").unwrap_or(1), number("size")?);
        page(total, number, size, &mut answer);
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            answer.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(answer.as_bytes()).ok()
    })
}

/// A number in the text of the parameters, whose quotes are escaped.
fn number(body: &str, name: &str) -> Option<usize> {
    let (_, rest) = body.split_once(&format!("\\\"{name}\\\":"))?;
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    rest[..digits].parse().ok()
}

fn page(total: usize, page: usize, size: usize, out: &mut String) {
    out.clear();
    let _ = write!(
        out,
        r#"{{"code":10000,"message":"Success","data":{{"total":{total},"size":{size},"current":{page},"list":["#
    );
    let newest = newest();
    for index in ((page - 1) * size..total).take(size) {
        let seconds = i64::try_from(index).unwrap();
        let time = newest.saturating_sub(jiff::SignedDuration::from_secs(seconds));
        let comma = if index == (page - 1) * size { "" } else { "," };
        let _ = write!(
            out,
            "{comma}{ROW}{}\"}}",
            time.strftime("%Y-%m-%d %H:%M:%S")
        );
    }
    out.push_str("]}}");
}
