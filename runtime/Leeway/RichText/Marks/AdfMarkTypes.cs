namespace Leeway.RichText;

/// <summary>The types of marks, as a set.</summary>
[Flags]
internal enum AdfMarkTypes
{
    None = 0,
    Unknown = 1,
    Alignment = 1 << 1,
    Annotation = 1 << 2,
    BackgroundColor = 1 << 3,
    Border = 1 << 4,
    Breakout = 1 << 5,
    Code = 1 << 6,
    DataConsumer = 1 << 7,
    Em = 1 << 8,
    FontSize = 1 << 9,
    Fragment = 1 << 10,
    Indentation = 1 << 11,
    Link = 1 << 12,
    Strike = 1 << 13,
    Strong = 1 << 14,
    SubSup = 1 << 15,
    TextColor = 1 << 16,
    Underline = 1 << 17,

    /// <summary>The marks of text.</summary>
    OfText = Link | Em | Strong | Strike | SubSup | Underline | TextColor | Annotation | BackgroundColor | Unknown,

    /// <summary>The marks of text that is code.</summary>
    OfCode = Code | Link | Annotation | Unknown,

    /// <summary>The marks of media.</summary>
    OfMedia = DataConsumer | Link | Annotation | Border | Unknown,

    /// <summary>The marks of extensions.</summary>
    OfExtension = DataConsumer | Fragment | Unknown,
}
