//! How far apart two fields may lie.

use super::{Named, Relation, begins, mentioned};
use crate::import::{
    facts::Span,
    text::{pattern, plain},
};

/// `no more than 90 days after fromDate`, and the sentence without that.
pub(super) fn after(sentence: &str, own: &str, named: &[Named]) -> Option<(Relation, String)> {
    let form = pattern!(
        r"(?:no more than|no longer than|at most|not more than|not longer than|within|up to|not later than|no later than|max(?:imum)?(?: of)?|(?:not|never) (?:exceed|be over|over)|cannot exceed|<=|≤)\s+(\d+|one|three)\s*(day|hour|month|minute|week|year)s?\s+(?:(?:after|from|of|later than|since|past)\s+|(before|earlier than)\s+|(?:(?:or less|at most)\s+)?(later|earlier|afterwards|apart|in between)\b)?"
    );
    let Some(found) = form.captures(sentence) else {
        return beyond(sentence, own, named);
    };
    let whole = found.get(0)?;
    let word = |at: usize| found.get(at).map(|word| word.as_str());
    let (said, rest) = sentence.split_at(whole.end());
    let said = said.get(..whole.start()).unwrap_or_default();
    // "After fromDate, at most 90 days later", "after fromDate, but within 90 days of it".
    let above = || {
        mentioned(said, named)
            .into_iter()
            .rfind(|name| *name != own)
    };
    let it = pattern!(r"^(?:it|that|this|then)\b").find(rest);
    let (other, length) = match word(4) {
        Some(_) => (above()?, 0),
        None => match begins(rest, named) {
            Some(found) => found,
            None => (above()?, it?.end()),
        },
    };
    (!own.is_empty() && other != own).then_some(())?;
    let earlier = word(3).is_some() || word(4) == Some("earlier");
    let span = apart(own, other, earlier, measure(word(1)?, word(2)?)?);
    let left = format!("{said}{}", rest.get(length..).unwrap_or_default());
    Some((span, left))
}

/// `must not exceed startTime by more than 31 days`.
fn beyond(sentence: &str, own: &str, named: &[Named]) -> Option<(Relation, String)> {
    let form = pattern!(
        r"(?:cannot|not|never) (?:be )?(?:exceed|later than|after|beyond|(earlier than|before|precede))\s+(.{2,40}?)\s+by more than\s+(\d+|one|three)\s*(day|hour|month|minute|week|year)s?"
    );
    let found = form.captures(sentence)?;
    let (other, _) = begins(found.get(2)?.as_str(), named)?;
    (!own.is_empty() && other != own).then_some(())?;
    let length = measure(found.get(3)?.as_str(), found.get(4)?.as_str())?;
    let span = apart(own, other, found.get(1).is_some(), length);
    Some((span, form.replace(sentence, "").into_owned()))
}

/// `距开始时间不超过 90 天`, and the sentence without that part.
pub(super) fn after_chinese(
    sentence: &str,
    own: &str,
    named: &[Named],
) -> Option<(Relation, String)> {
    let forms = [
        pattern!(
            r"(?:不超过|不能超过|不得超过|不可超过|[不最](?:能|得|可)?晚(?:于|为)?|最多(?:晚于)?)\s*'?([a-z_一-鿿]+?)'?\s*(?:之后|以后|后|起)\s*的?\s*(\d+)\s*(?:个)?(天|日|小时|月|分钟|周|年)"
        ),
        pattern!(
            r"(?:距|与|和|自|从|晚于)?\s*'?([a-z_一-鿿]+)'?\s*(?:的)?(?:间隔|之间|相差|起|后|之后|相隔)?[^。;0-9]{0,8}(?:不超过|不能超过|不得超过|最多|最长|以内)\s*(\d+)\s*(?:个)?(天|日|小时|月|分钟|周|年)"
        ),
    ];
    let found = forms.iter().find_map(|form| form.captures(sentence))?;
    let other = mentioned(found.get(1)?.as_str(), named)
        .into_iter()
        .find(|name| *name != own)?;
    (!own.is_empty()).then_some(())?;
    let number = found.get(2)?;
    let length = measure(number.as_str(), found.get(3)?.as_str())?;
    let begins = sentence
        .get(..number.start())
        .and_then(|text| text.rfind(','))
        .unwrap_or(0);
    let ends = sentence
        .get(number.end()..)
        .and_then(|text| text.find(','))
        .map_or(sentence.len(), |at| number.end() + at);
    let (said, rest) = (sentence.get(..begins)?, sentence.get(ends..)?);
    Some((apart(own, other, false, length), format!("{said}{rest}")))
}

/// That `own` lies at most so much after `other`, or before it.
fn apart(own: &str, other: &str, earlier: bool, (count, unit): (i64, &'static str)) -> Relation {
    // "与结束时间间隔不超过31天" in the row of the start.
    let backwards = earlier
        || (pattern!(r"(?i)start|begin|from").is_match(own)
            && pattern!(r"(?i)end|to").is_match(other));
    let (start, end) = if backwards {
        (own, other)
    } else {
        (other, own)
    };
    Relation::Apart(Span {
        start: start.to_owned(),
        end: end.to_owned(),
        count,
        unit,
    })
}

fn measure(count: &str, unit: &str) -> Option<(i64, &'static str)> {
    let count = match count {
        "one" | "一" => 1,
        "three" | "三" => 3,
        digits => digits.parse().ok()?,
    };
    let unit = match unit {
        "day" | "天" | "日" => "days",
        "hour" | "小时" => "hours",
        "month" | "个月" | "月" => "months",
        "minute" | "分钟" => "minutes",
        "week" | "周" => "weeks",
        _ => "years",
    };
    Some((count, unit))
}

/// How far apart two times may lie: a number and its unit.
pub fn span(text: &str) -> Option<(i64, &'static str)> {
    let text = plain(text).to_lowercase();
    let forms = [
        pattern!(
            r"(?:period|range|span|interval|window|time|query|duration|between|dates?)[^.;\n]{0,60}?(?:cannot exceed|not exceed(?:ing)?|(?:not|never) (?:go )?(?:over|above|beyond)|(?:not|never) (?:be |last |span |cover )?(?:over|above|beyond|(?:more|longer|greater|larger|wider|bigger|further) than)|no (?:more|longer|greater|larger|wider) than|(?:not|never) (?:span|cover|last)|at most|up to|within|maximum(?: of)?|max(?: is)?|less than or equal to|limited to|<=|≤)\s*:?\s*(?:is )?\s*(\d+|one|three)\s*(day|hour|month|minute|week|year)s?"
        ),
        pattern!(
            r"\bfrom (?:the )?(?:first|start|begin\w*|earliest)[^.;\n]{0,20}? to (?:the )?(?:last|end\w*|latest)[^.;\n]{0,20}?(?:not (?:exceed|over|more than|longer than)|no (?:more|longer) than|at most|up to|within|max(?:imum)?(?: of)?|<=|≤)\s*(\d+|one|three)\s*(day|hour|month|minute|week|year)s?"
        ),
        pattern!(
            r"(?:at most|no more than|not more than|up to|maximum(?: of)?|max)\s+(\d+|one|three)\s*(day|hour|month|minute|week|year)s?\s+(?:between|apart|in one|in a|per|for one)"
        ),
        pattern!(
            r"(?:maximum|max|longest)[^.;\n]{0,40}?(?:period|range|span|interval|window)[^.;\n]{0,30}?(\d+|one|three)\s*(day|hour|month|minute|week|year)s?"
        ),
        pattern!(
            r"(?:period|range|span|interval|window|duration|quer(?:y|ies))[^.;\n]{0,30}?(\d+|one|three)\s*(day|hour|month|minute|week|year)s?\s*,?\s*(?:at (?:the )?most|max(?:imum)?\b|or less\b)"
        ),
        pattern!(
            r"(?:间隔|跨度|范围|区间|时间段|相差|相隔)[^。;\n0-9]{0,8}?(\d+|一|三)\s*(?:个)?\s*(天|日|小时|个月|月|分钟|周|年)(?:以内|之内|内|为限)"
        ),
        pattern!(
            r"(?:单次|每次|一次)[^。;,\n0-9]{0,8}?(?:不能超过|不超过|不可超过|不得超过)\s*(\d+|一|三)\s*(?:个)?\s*(天|日|小时|个月|月|周|年)"
        ),
        pattern!(
            r"(?:间隔|跨度|范围|区间|时间段|周期|最多|最大|时间)[^。;\n]{0,20}?(?:不能超过|不超过|不可超过|不得超过|最多|最大|最长|以内|限)\D{0,8}?(\d+|一|三)\s*(?:个)?\s*(天|日|小时|个月|月|分钟|周|年)"
        ),
        pattern!(
            r"(?:最多|最大|最长|仅支持|只能|支持)(?:查询|查|支持)?\D{0,8}?(\d+|一|三)\s*(?:个)?\s*(天|日|小时|个月|月|周|年)"
        ),
    ];
    forms.iter().find_map(|form| {
        let found = form.captures(&text)?;
        measure(found.get(1)?.as_str(), found.get(2)?.as_str())
    })
}
