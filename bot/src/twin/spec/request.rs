//! The bodies of requests. Part of the table of types; the routes name them.
//!
//! Invariant: every JSON body that reaches a route's function has passed one of these.

use super::message::MESSAGES;
use super::{Field, Kind, Type, may, need};
use crate::line::limits;
use crate::twin::body::{formats, rules};

const ID: Kind = Kind::Form("a LINE id", formats::line_id);
const USER: Kind = Kind::Form("a user ID", formats::user_id);
const MENU_ID: Kind = Kind::Form("a rich menu ID", formats::short_name);
const SILENT: Field = may("notificationDisabled", Kind::Bool);
const ALL: Field = need("messages", Kind::Many(1, limits::MESSAGES_PER_REQUEST, &MESSAGES));
const UNITS: Field = may(
    "customAggregationUnits",
    Kind::Many(0, limits::AGGREGATION_UNITS, &Kind::Form("an aggregation unit", formats::unit)),
);

pub(super) static TYPES: &[&Type] = &[
    &REPLY,
    &PUSH,
    &MULTICAST,
    &VALIDATE,
    &LOADING,
    &READ,
    &ENDPOINT,
    &TEST_WEBHOOK,
    &BULK_LINK,
    &BULK_UNLINK,
    &ALIAS,
    &ALIAS_TARGET,
];

const fn body(name: &'static str, parts: &'static [&'static [Field]]) -> Type {
    Type { name, tag: None, parts, rules: &[] }
}

pub(in crate::twin) static REPLY: Type = body(
    "ReplyMessageRequest",
    &[&[need("replyToken", Kind::Form("a reply token", formats::short_name)), ALL, SILENT]],
);
pub(in crate::twin) static PUSH: Type =
    body("PushMessageRequest", &[&[need("to", ID), ALL, SILENT, UNITS]]);
pub(in crate::twin) static MULTICAST: Type = Type {
    name: "MulticastRequest",
    tag: None,
    parts: &[&[
        need("to", Kind::Many(1, limits::RECIPIENTS_PER_MULTICAST, &USER)),
        ALL,
        SILENT,
        UNITS,
    ]],
    rules: &[rules::nobody_twice],
};
pub(in crate::twin) static VALIDATE: Type = body("ValidateMessageRequest", &[&[ALL]]);
pub(in crate::twin) static LOADING: Type = Type {
    name: "ShowLoadingAnimationRequest",
    tag: None,
    parts: &[&[need("chatId", USER), may("loadingSeconds", Kind::Whole(5, 60))]],
    rules: &[rules::steps_of_five],
};
pub(in crate::twin) static READ: Type = body(
    "MarkMessagesAsReadByTokenRequest",
    &[&[need("markAsReadToken", Kind::Text(1, limits::URL))]],
);
pub(in crate::twin) static ENDPOINT: Type =
    body("SetWebhookEndpointRequest", &[&[need("endpoint", Kind::Link(limits::WEBHOOK_URL))]]);
pub(in crate::twin) static TEST_WEBHOOK: Type =
    body("TestWebhookEndpointRequest", &[&[may("endpoint", Kind::Link(limits::WEBHOOK_URL))]]);
pub(in crate::twin) static BULK_LINK: Type = Type {
    name: "RichMenuBulkLinkRequest",
    tag: None,
    parts: &[&[
        need("richMenuId", MENU_ID),
        need("userIds", Kind::Many(1, limits::MENU_BULK_LINKS, &USER)),
    ]],
    rules: &[],
};
pub(in crate::twin) static BULK_UNLINK: Type = body(
    "RichMenuBulkUnlinkRequest",
    &[&[need("userIds", Kind::Many(1, limits::MENU_BULK_LINKS, &USER))]],
);
pub(in crate::twin) static ALIAS: Type = body(
    "CreateRichMenuAliasRequest",
    &[&[
        need("richMenuAliasId", Kind::Form("an alias of a-z, 0-9, _ and -", formats::alias)),
        need("richMenuId", MENU_ID),
    ]],
);
pub(in crate::twin) static ALIAS_TARGET: Type =
    body("UpdateRichMenuAliasRequest", &[&[need("richMenuId", MENU_ID)]]);
