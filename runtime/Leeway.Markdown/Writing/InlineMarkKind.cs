namespace Leeway.Markdown.Writing;

/// <summary>The kinds of formatting of text. If several start and end together, the first is outside.</summary>
internal enum InlineMarkKind
{
    Link,
    Color,
    Background,
    Underline,
    SubSup,
    Strike,
    Strong,
    Em,
}
