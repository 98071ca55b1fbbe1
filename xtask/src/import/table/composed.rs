//! Columns that are called by words put together, of which no list has all.

use super::Column;
use crate::import::text::pattern;

/// The column that is called by words that are put together: "Data field identifier", 是否必有, "Max length (chars)".
pub(super) fn composed(text: &str) -> Option<Column> {
    let forms = [
        (
            Column::Required,
            pattern!(
                r"^(?:是否)?(?:为)?必\S{1,3}$|^(?:is |is it |if |whether )?(?:it )?(?:(?:field|param|parameter|value) )?(?:must be (?:given|sent|present|provided|filled)|mandatory|required|optional|compulsory|obligatory|obligation|necessity|necessary|optionality|needed|conditional)(?: (?:or not|field|flag|status))?\??\s*(?:\([a-z/ ,=]{3,40}\))?$|^m/o/c$|^r/o(?:/c)?$|^y/n$"
            ),
        ),
        (
            Column::Name,
            pattern!(
                r"^(?:请求|返回|响应|入参|出参|业务|接口|通知|回调|输入|输出)?(?:参数|字段|变量|属性|元素|节点|标签|数据项|数据元|域)(?:名|名称|英文名|英文名称|标识|标识符|代码|编码|key|code|id)?$|^(?:(?:json|api|request|response|business|body|form|query|data|input|output|url) )?(?:param|parameter|field|attribute|property|variable)s? (?:name|key|identifier|code|id)$|^(?:request|response|body|json|input|output|business) (?:parameter|param|field|attribute|property|element|key)s?$|^identifier$"
            ),
        ),
        (
            Column::Type,
            pattern!(r"^\S{0,4}类型$|^(?:json |java )(?:data )?type$|^data format$"),
        ),
        (
            Column::Length,
            pattern!(
                r"^\S{0,4}(?:长度|位数|字数)\S{0,4}$|^(?:max |maximum |min/max |char(?:acter)? |string |byte |value |data )*(?:length|len|size|digits)(?: (?:range|limits?|restrictions?))?\s*(?:\([a-z ]{3,12}\))?$"
            ),
        ),
        (
            Column::Example,
            pattern!(
                r"^\S{0,3}(?:示例|样例|举例|范例|例值)\S{0,2}$|^(?:field |data |reference |for )?(?:example|sample|demo)s?(?: (?:data|value|content))?$"
            ),
        ),
        (Column::Default, pattern!(r"^\S{0,2}(?:默认|缺省)\S{0,2}$")),
        (
            Column::Values,
            pattern!(
                r"^(?:枚举|取值|可选值|允许值|值域)\S{0,3}$|^(?:accepted|permitted|legal|available|optional) values?$|^enum(?:eration)?(?: values?)?$"
            ),
        ),
        (
            Column::Description,
            pattern!(
                r"^\S{0,4}(?:说明|描述|备注|含义|注释|解释|释义|意义|简介)(?:信息)?$|^(?:(?:field|parameter|param|attribute|business|short|brief|detailed|chinese|full|additional) )(?:description|desc|remarks?|notes?|comments?|meaning|explanation|details?)$|^(?:description|remarks?|notes?|comments?|meaning)\s*(?:/|and|&)\s*\S+$"
            ),
        ),
    ];
    let found = forms.iter().find(|(_, form)| form.is_match(text));
    found.map(|(column, _)| *column)
}
