using System.Text.Json.Nodes;
using static Leeway.RichText.Schema.SchemaNotation;

namespace Leeway.RichText.Schema;

/// <summary>The rules of the Atlassian Document Format, version 57.7.22 of Atlassian's schema, by the names of its definitions.</summary>
public static class AdfSchema
{
    private const string Lists = "bulletList_node / orderedList_node";
    private const string MediaSingles = "mediaSingle_caption_node / mediaSingle_full_node";
    private const string Paragraphs = "paragraph_with_no_marks_node / paragraph_with_alignment_node / paragraph_with_indentation_node";
    private const string PlainParagraphs = "paragraph_with_no_marks_node / paragraph_with_font_size_node";
    private const string Headings = "heading_with_no_marks_node / heading_with_alignment_node / heading_with_indentation_node";
    private const string ExtensionMarks = "dataConsumer_mark / fragment_mark";
    private const string MediaMarks = "dataConsumer_mark / link_mark / annotation_mark / border_mark";

    private static readonly SchemaRule s_color = TextLike("^#[0-9a-fA-F]{6}$");
    private static readonly SchemaMember s_localId = Optional("localId", Text);
    private static readonly SchemaMember s_requiredLocalId = Required("localId", Text);
    private static readonly ChoiceRule s_layout = OneOf("wide", "full-width", "center", "wrap-right", "wrap-left", "align-end", "align-start");
    private static readonly ChoiceRule s_state = OneOf("TODO", "DONE");

    private static readonly SchemaMember s_cellAttributes = OptionalAttributes(
        Optional("colspan", Number), Optional("rowspan", Number), Optional("colwidth", Items(Number)), Optional("background", Text), s_localId,
        Optional("valign", OneOf("top", "middle", "bottom")));

    private static readonly SchemaMember s_codeAttributes = OptionalAttributes(
        Optional("language", Text), Optional("uniqueId", Text), s_localId, Optional("wrap", TrueOrFalse), Optional("hideLineNumbers", TrueOrFalse));

    private static readonly SchemaMember[] s_extensionAttributes =
    [
        Required("extensionKey", NonEmptyText), Required("extensionType", NonEmptyText), Optional("parameters", Any), Optional("text", Text), Optional("localId", NonEmptyText),
    ];

    private static readonly SchemaMember[] s_blockExtensionAttributes = [.. s_extensionAttributes, Optional("layout", OneOf("wide", "full-width", "default"))];

    public static IReadOnlyDictionary<string, SchemaRule> Definitions { get; } = new Dictionary<string, SchemaRule>
    {
        // The document, and the blocks that it contains.
        ["doc_node"] = Node("doc", Required("version", NumberFrom(1, 1)), Content(
            $"blockCard_node / codeBlock_node / {MediaSingles} / {Paragraphs} / taskList_node / {Lists} / blockquote_node / decisionList_node / embedCard_node "
            + $"/ extension_with_marks_node / {Headings} / mediaGroup_node / rule_node / panel_node / table_node / bodiedExtension_with_marks_node / expand_node "
            + "/ codeBlock_root_only_node / layoutSection_full_node / expand_root_only_node / syncBlock_node / bodiedSyncBlock_node", min: 0)),
        ["block_content"] = Definitions(
            $"blockCard_node / {Paragraphs} / {MediaSingles} / codeBlock_node / taskList_node / {Lists} / {Headings} / mediaGroup_node / decisionList_node / rule_node "
            + "/ panel_node / blockquote_node / extension_with_marks_node / embedCard_node / table_node / expand_node / bodiedExtension_with_marks_node"),
        ["non_nestable_block_content"] = Definitions(
            $"{PlainParagraphs} / panel_node / blockquote_node / {Lists} / rule_node / heading_with_no_marks_node / codeBlock_node / mediaGroup_node / {MediaSingles} "
            + "/ decisionList_node / taskList_node / table_node / blockCard_node / embedCard_node / extension_with_marks_node"),

        // Text blocks.
        ["paragraph_node"] = Node("paragraph", AnyMarks, OptionalAttributes(s_localId), OptionalContent("inline_node")),
        ["paragraph_with_no_marks_node"] = Narrowed("paragraph_node", NoMarks),
        ["paragraph_with_font_size_node"] = Narrowed("paragraph_node", Marks("fontSize_mark")),
        ["paragraph_with_alignment_node"] = Narrowed("paragraph_node", Marks("fontSize_mark / alignment_mark")),
        ["paragraph_with_indentation_node"] = Narrowed("paragraph_node", Marks("fontSize_mark / indentation_mark")),
        ["heading_node"] = Node("heading", AnyMarks, Attributes(Required("level", NumberFrom(1, 6)), s_localId), OptionalContent("inline_node")),
        ["heading_with_no_marks_node"] = Narrowed("heading_node", NoMarks),
        ["heading_with_alignment_node"] = Narrowed("heading_node", Marks("alignment_mark")),
        ["heading_with_indentation_node"] = Narrowed("heading_node", Marks("indentation_mark")),
        ["codeBlock_node"] = Node("codeBlock", NoMarks, s_codeAttributes, OptionalContent("text_with_no_marks_node")),
        ["codeBlock_root_only_node"] = Node("codeBlock", Marks("breakout_mark"), s_codeAttributes, OptionalContent("text_with_no_marks_node")),
        ["rule_node"] = Node("rule", OptionalAttributes(s_localId)),

        // Containers.
        ["blockquote_node"] = Node("blockquote", OptionalAttributes(s_localId), Content($"paragraph_with_no_marks_node / {Lists} / codeBlock_node / {MediaSingles} / mediaGroup_node / extension_with_marks_node")),
        ["panel_node"] = Node(
            "panel",
            Attributes(
                Required("panelType", OneOf("info", "note", "tip", "warning", "error", "success", "custom")), Optional("panelIcon", Text), Optional("panelIconId", Text),
                Optional("panelIconText", Text), Optional("panelColor", Text), s_localId),
            Content(
                $"{PlainParagraphs} / heading_with_no_marks_node / {Lists} / blockCard_node / mediaGroup_node / {MediaSingles} / codeBlock_node / taskList_node / rule_node "
                + "/ decisionList_node / extension_with_marks_node")),
        ["expand_node"] = Node("expand", NoMarks, OptionalAttributes(Optional("title", Text), s_localId), Content("non_nestable_block_content / nestedExpand_with_no_marks_node")),
        ["expand_root_only_node"] = Node("expand", Marks("breakout_mark"), OptionalAttributes(Optional("title", Text), s_localId), Content("non_nestable_block_content / nestedExpand_with_no_marks_node")),
        ["nestedExpand_node"] = Node("nestedExpand", Attributes(Optional("title", Text), s_localId), Required("content", Definitions("nestedExpand_content"))),
        ["nestedExpand_with_no_marks_node"] = Narrowed("nestedExpand_node", NoMarks),
        ["nestedExpand_content"] = Items(
            Definitions(
                $"{PlainParagraphs} / heading_with_no_marks_node / {MediaSingles} / mediaGroup_node / codeBlock_node / {Lists} / taskList_node / decisionList_node / rule_node "
                + "/ panel_node / blockquote_node / extension_with_marks_node"),
            min: 1),
        ["layoutSection_node"] = Node("layoutSection", Marks("breakout_mark"), OptionalAttributes(s_localId), Content("layoutColumn_node", min: 0)),
        ["layoutSection_full_node"] = Narrowed("layoutSection_node", Marks("breakout_mark"), Content("layoutColumn_node", min: 2, max: 3)),
        ["layoutColumn_node"] = Node(
            "layoutColumn",
            Attributes(Required("width", NumberFrom(0, 100)), s_localId, Optional("valign", OneOf("top", "middle", "bottom"))),
            Content("block_content")),
        ["syncBlock_node"] = Node("syncBlock", Marks("breakout_mark"), Attributes(Required("resourceId", Text), s_requiredLocalId)),
        ["bodiedSyncBlock_node"] = Node(
            "bodiedSyncBlock",
            Marks("breakout_mark"),
            Attributes(Required("resourceId", Text), s_requiredLocalId),
            Content(
                $"paragraph_node / {Paragraphs} / blockCard_node / blockquote_node / {Lists} / codeBlock_node / decisionList_node / embedCard_node / expand_node "
                + $"/ heading_node / {Headings} / layoutSection_node / layoutSection_full_node / mediaGroup_node / mediaSingle_node / {MediaSingles} / panel_node / rule_node "
                + "/ table_node / taskList_node")),

        // Lists.
        ["bulletList_node"] = Node("bulletList", OptionalAttributes(s_localId), Content("listItem_node")),
        ["orderedList_node"] = Node("orderedList", OptionalAttributes(Optional("order", NumberFrom(0)), s_localId), Content("listItem_node")),
        ["listItem_node"] = Node("listItem", OptionalAttributes(s_localId), Content($"{PlainParagraphs} / {Lists} / taskList_node / {MediaSingles} / codeBlock_node / extension_with_marks_node")),
        ["taskList_node"] = Node("taskList", Attributes(s_requiredLocalId), Content("taskItem_node / taskList_node / blockTaskItem_node")),
        ["taskItem_node"] = Node("taskItem", Attributes(s_requiredLocalId, Required("state", s_state)), OptionalContent("inline_node")),
        ["blockTaskItem_node"] = Node("blockTaskItem", Attributes(s_requiredLocalId, Required("state", s_state)), Tuple(
            NoMax, $"{PlainParagraphs} / extension_with_marks_node", $"{PlainParagraphs} / extension_with_marks_node")),
        ["decisionList_node"] = Node("decisionList", Attributes(s_requiredLocalId), Content("decisionItem_node")),
        ["decisionItem_node"] = Node("decisionItem", Attributes(s_requiredLocalId, Required("state", Text)), OptionalContent("inline_node")),

        // Tables.
        ["table_node"] = Node(
            "table",
            Marks("fragment_mark"),
            OptionalAttributes(
                Optional("displayMode", OneOf("default", "fixed")), Optional("isNumberColumnEnabled", TrueOrFalse),
                Optional("layout", OneOf("wide", "full-width", "center", "align-end", "align-start", "default")), Optional("localId", NonEmptyText), Optional("width", Number)),
            Content("table_row_node")),
        ["table_row_node"] = Node("tableRow", OptionalAttributes(s_localId), Content("table_cell_node / table_header_node", min: 0)),
        ["table_cell_node"] = Node("tableCell", s_cellAttributes, Required("content", Definitions("table_cell_content"))),
        ["table_header_node"] = Node("tableHeader", s_cellAttributes, Required("content", Definitions("table_cell_content"))),
        ["table_cell_content"] = Items(
            Definitions(
                $"paragraph_with_no_marks_node / paragraph_with_alignment_node / panel_node / blockquote_node / {Lists} / rule_node / {Headings} / codeBlock_node / {MediaSingles} "
                + "/ mediaGroup_node / decisionList_node / taskList_node / blockCard_node / embedCard_node / extension_with_marks_node / nestedExpand_with_no_marks_node"),
            min: 1),

        // Media and cards.
        ["mediaSingle_node"] = OpenNode("mediaSingle", Marks("link_mark"), Optional("attrs", new AnyOfRule(
            Object(s_localId, Optional("width", NumberFrom(0, 100)), Required("layout", s_layout), Optional("widthType", OneOf("percentage"))),
            Object(s_localId, Required("width", NumberFrom(0)), Required("widthType", OneOf("pixel")), Required("layout", s_layout))))),
        ["mediaSingle_caption_node"] = Narrowed("mediaSingle_node", Tuple(max: 2, "media_node", "caption_node")),
        ["mediaSingle_full_node"] = Narrowed("mediaSingle_node", Content("media_node", min: 1, max: 1)),
        ["mediaGroup_node"] = Node("mediaGroup", Content("media_node")),
        ["media_node"] = Node("media", Marks(MediaMarks), AttributesOf(
            Object(
                Required("type", OneOf("link", "file")), s_localId, Required("id", NonEmptyText), Optional("alt", Text), Required("collection", Text), Optional("height", Number),
                Optional("occurrenceKey", NonEmptyText), Optional("width", Number)),
            Object(Required("type", OneOf("external")), s_localId, Optional("alt", Text), Optional("height", Number), Optional("width", Number), Required("url", Text)))),
        ["mediaInline_node"] = Node("mediaInline", Marks(MediaMarks), Attributes(
            Optional("type", OneOf("link", "file", "image")), s_localId, Required("id", NonEmptyText), Optional("alt", Text), Required("collection", Text),
            Optional("occurrenceKey", NonEmptyText), Optional("width", Number), Optional("height", Number), Optional("data", Any))),
        ["caption_node"] = Node("caption", OptionalAttributes(s_localId), OptionalContent(
            "hardBreak_node / mention_node / emoji_node / date_node / placeholder_node / inlineCard_node / status_node / formatted_text_inline_node / code_inline_node")),
        ["blockCard_node"] = Node("blockCard", AttributesOf(
            Object(
                s_localId, Optional("url", Text), Required("datasource", Object(
                    Required("id", Text), Required("parameters", Any), Required("views", Items(Object(Optional("properties", Any), Required("type", Text)), min: 1)))),
                Optional("width", Number), Optional("layout", s_layout)),
            Object(Required("url", Text), s_localId),
            Object(Required("data", Any), s_localId))),
        ["embedCard_node"] = Node("embedCard", Attributes(
            Required("url", Text), Required("layout", s_layout), Optional("width", NumberFrom(0, 100)), Optional("originalHeight", Number), Optional("originalWidth", Number), s_localId)),

        // Extensions.
        ["extension_node"] = Node("extension", AnyMarks, Attributes(s_blockExtensionAttributes)),
        ["extension_with_marks_node"] = Narrowed("extension_node", Marks(ExtensionMarks)),
        ["bodiedExtension_node"] = Node("bodiedExtension", AnyMarks, Attributes(s_blockExtensionAttributes), Content("non_nestable_block_content")),
        ["bodiedExtension_with_marks_node"] = Narrowed("bodiedExtension_node", Marks(ExtensionMarks)),
        ["inlineExtension_node"] = Node("inlineExtension", AnyMarks, Attributes(s_extensionAttributes)),
        ["inlineExtension_with_marks_node"] = Narrowed("inlineExtension_node", Marks(ExtensionMarks)),

        // Inline nodes.
        ["inline_node"] = Definitions(
            "formatted_text_inline_node / code_inline_node / date_node / emoji_node / hardBreak_node / inlineCard_node / mention_node / placeholder_node / status_node "
            + "/ inlineExtension_with_marks_node / mediaInline_node"),
        ["text_node"] = Node("text", AnyMarks, Required("text", NonEmptyText)),
        ["text_with_no_marks_node"] = Narrowed("text_node", NoMarks),
        ["formatted_text_inline_node"] = Narrowed("text_node", Marks(
            "link_mark / em_mark / strong_mark / strike_mark / subsup_mark / underline_mark / textColor_mark / annotation_mark / backgroundColor_mark")),
        ["code_inline_node"] = Narrowed("text_node", Marks("code_mark / link_mark / annotation_mark")),
        ["hardBreak_node"] = Node("hardBreak", OptionalAttributes(Optional("text", OneOf("\n")), s_localId)),
        ["mention_node"] = Node("mention", Attributes(
            Required("id", Text), s_localId, Optional("text", Text), Optional("accessLevel", Text), Optional("userType", OneOf("DEFAULT", "SPECIAL", "APP")))),
        ["emoji_node"] = Node("emoji", Attributes(Required("shortName", Text), Optional("id", Text), Optional("text", Text), s_localId)),
        ["date_node"] = Node("date", Attributes(Required("timestamp", NonEmptyText), s_localId)),
        ["status_node"] = Node("status", Attributes(
            Required("text", NonEmptyText), Required("color", TextLike("^(neutral|purple|blue|red|yellow|green|#[0-9a-fA-F]{6})$")), s_localId, Optional("style", Text))),
        ["placeholder_node"] = Node("placeholder", Attributes(Required("text", Text), s_localId)),
        ["inlineCard_node"] = Node("inlineCard", AttributesOf(Object(Required("url", Text), s_localId), Object(Required("data", Any), s_localId))),

        // Marks.
        ["alignment_mark"] = Mark("alignment", Required("align", OneOf("center", "end"))),
        ["annotation_mark"] = Mark("annotation", Required("id", Text), Required("annotationType", OneOf("inlineComment"))),
        ["backgroundColor_mark"] = Mark("backgroundColor", Required("color", s_color)),
        ["border_mark"] = Mark("border", Required("size", NumberFrom(1, 3)), Required("color", TextLike("^#[0-9a-fA-F]{8}$|^#[0-9a-fA-F]{6}$"))),
        ["breakout_mark"] = Mark("breakout", Required("mode", OneOf("wide", "full-width")), Optional("width", Number)),
        ["code_mark"] = Node("code"),
        ["dataConsumer_mark"] = Mark("dataConsumer", Required("sources", Items(Text, min: 1))),
        ["em_mark"] = Node("em"),
        ["fontSize_mark"] = Mark("fontSize", Required("fontSize", OneOf("small"))),
        ["fragment_mark"] = Mark("fragment", Required("localId", NonEmptyText), Optional("name", Text)),
        ["indentation_mark"] = Mark("indentation", Required("level", NumberFrom(1, 6))),
        ["link_mark"] = Mark("link", Required("href", Text), Optional("title", Text), Optional("id", Text), Optional("collection", Text), Optional("occurrenceKey", Text)),
        ["strike_mark"] = Node("strike"),
        ["strong_mark"] = Node("strong"),
        ["subsup_mark"] = Mark("subsup", Required("type", OneOf("sub", "sup"))),
        ["textColor_mark"] = Mark("textColor", Required("color", s_color)),
        ["underline_mark"] = Node("underline"),
    };

    /// <summary>Writes the rules as the definitions of a schema.</summary>
    internal static string ToSchema() =>
        new JsonObject(Definitions.Select(static d => KeyValuePair.Create<string, JsonNode?>(d.Key, d.Value.ToSchema()))).ToJsonString();
}
