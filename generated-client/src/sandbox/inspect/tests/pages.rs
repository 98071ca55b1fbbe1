//! What pages show, and where they lead.

use super::super::ROOT;
use super::{Bench, numbers};

#[tokio::test]
async fn a_browser_without_a_path_is_led_to_the_pages() {
    let bench = Bench::new().await;
    assert_eq!(bench.sandbox.inspector_url(), bench.url(ROOT));
    let browser = bench.http.get(bench.url("/"));
    let browser = browser
        .header("accept", "text/html,*/*")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (browser.status().as_u16(), &browser.headers()["location"]),
        (303, &ROOT.parse().unwrap())
    );
    assert_eq!(bench.get("/.inspector").await.headers()["location"], ROOT);
    let icon = bench
        .http
        .get(bench.url("/favicon.ico"))
        .header("accept", "image/*");
    assert_eq!(icon.send().await.unwrap().status(), 200);
    assert!(bench.sandbox.calls().is_empty());
    // Programs are told what is wrong, and so is whoever reads the record.
    assert_eq!(bench.get("/").await.status(), 404);
    let posted = bench
        .http
        .post(bench.url("/"))
        .header("accept", "text/html")
        .send()
        .await
        .unwrap();
    assert_eq!(posted.status(), 404);
    assert_eq!(bench.sandbox.calls().len(), 2);
}

#[tokio::test]
async fn lists_are_cut_into_pages_without_gap_or_overlap() {
    let bench = Bench::new().await;
    bench.post("/nowhere", 1).await;
    bench.post("/list", 249).await;
    let mut path = ROOT.to_owned();
    let mut all = Vec::new();
    let mut pages = 0;
    loop {
        let html = bench.text(&path).await;
        all.extend(numbers(&html));
        pages += 1;
        let Some((before, _)) = html.split_once(r#"">Older calls</a>"#) else {
            break;
        };
        path = before.rsplit('"').next().unwrap().replace("&#38;", "&");
    }
    assert_eq!(pages, 3);
    assert_eq!(all, (1..=250).rev().collect::<Vec<_>>());
    let found = bench.text("/.inspector/?text=NOwhere").await;
    assert_eq!(numbers(&found), [1]);
    for none in ["operation=list&text=nowhere", "outcome=good"] {
        let html = bench.text(&format!("/.inspector/?{none}")).await;
        assert!(numbers(&html).is_empty(), "{none}");
        assert!(html.contains("No call fits the filter"));
    }
    assert_eq!(
        numbers(&bench.text("/.inspector/?outcome=refused&before=3").await),
        [2, 1]
    );
    for odd in [
        "before=x",
        "before=-1",
        "outcome=odd",
        "before=99999999999999999999",
        "%ff=%ff&&==",
    ] {
        let html = bench.text(&format!("/.inspector/?{odd}")).await;
        assert_eq!(numbers(&html).len(), 100, "{odd}");
    }
}

#[tokio::test]
async fn calls_lead_to_their_neighbours_within_the_filter() {
    let bench = Bench::new().await;
    for path in ["/list", "/nowhere", "/list"] {
        bench.post(path, 1).await;
    }
    let link = |html: &str, rel: &str| {
        let (_, rest) = html.split_once(&format!(r#"rel="{rel}" href=""#))?;
        Some(rest.split('"').next()?.to_owned())
    };
    let third = bench.text("/.inspector/calls/3?operation=list").await;
    assert_eq!(
        link(&third, "prev").unwrap(),
        "/.inspector/calls/1?operation=list"
    );
    assert_eq!(link(&third, "next"), None);
    assert!(third.contains(r#"href="/.inspector/?operation=list">Back to the list"#));
    let first = bench.text("/.inspector/calls/1").await;
    assert_eq!(link(&first, "next").unwrap(), "/.inspector/calls/2");
    assert_eq!(link(&first, "prev"), None);
    for lost in [
        "calls/0",
        "calls/4",
        "calls/-1",
        "calls/x",
        "calls/18446744073709551615",
        "calls",
        "x/y",
    ] {
        let answer = bench.get(&format!("{ROOT}{lost}")).await;
        assert_eq!(answer.status(), 404, "{lost}");
        assert!(answer.text().await.unwrap().contains("Back to the list"));
    }
}

#[tokio::test]
async fn settings_are_told() {
    let bench = Bench::new().await;
    let html = bench.text("/.inspector/about").await;
    let fingerprint = crate::sandbox::tests::key().public_key().fingerprint();
    for told in [
        "app",
        &fingerprint,
        "1000 rows at the start",
        "5 min",
        "2024-11-30 12:00:00.000 UTC",
        "POST /list",
        &bench.sandbox.url(),
    ] {
        assert!(html.contains(told), "{told}: {html}");
    }
    assert!(bench.text(ROOT).await.contains("No calls yet"));
}
