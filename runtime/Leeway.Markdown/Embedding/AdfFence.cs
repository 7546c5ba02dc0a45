using Leeway.RichText;

namespace Leeway.Markdown.Embedding;

/// <summary>A block as its JSON, in a code block with the language <c>adf</c>.</summary>
internal static class AdfFence
{
    public const string Language = "adf";

    /// <summary>Reads a block; null if the text is not the JSON of a block that the place allows.</summary>
    public static IAdfNode? Read(string json, BlockPlace place) => place switch
    {
        BlockPlace.Document => EmbeddedJson.Read(json),
        BlockPlace.Expand => EmbeddedJson.Read(json, """{"type":"expand" """),
        BlockPlace.NestedExpand => EmbeddedJson.Read(json, """{"type":"expand" """, """{"type":"nestedExpand","attrs":{}"""),
        BlockPlace.Panel => EmbeddedJson.Read(json, """{"type":"panel","attrs":{"panelType":"info"}"""),
        BlockPlace.Quote => EmbeddedJson.Read(json, """{"type":"blockquote" """),
        _ => EmbeddedJson.Read(json, """{"type":"bulletList" """, """{"type":"listItem" """),
    };
}
