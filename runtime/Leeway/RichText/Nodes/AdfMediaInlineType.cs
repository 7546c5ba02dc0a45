namespace Leeway.RichText;

/// <summary>What a file inside a line is shown as.</summary>
public enum AdfMediaInlineType
{
    /// <summary>A link.</summary>
    Link,

    /// <summary>A file.</summary>
    File,

    /// <summary>An image.</summary>
    Image,
}
