namespace Leeway.Generator.Shaping;

/// <summary>How an array is written in a query.</summary>
internal enum ArrayForm
{
    /// <summary>The value is not an array.</summary>
    None,

    /// <summary><c>a=1&amp;a=2</c>.</summary>
    Exploded,

    /// <summary><c>a=1,2</c>.</summary>
    Comma,
}
