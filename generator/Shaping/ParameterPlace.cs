namespace Leeway.Generator.Shaping;

/// <summary>The place of an argument in the request.</summary>
internal enum ParameterPlace
{
    Path,
    Query,
    Header,

    /// <summary>The whole body: JSON, or the bytes of a <see cref="TypeKind.Upload"/>.</summary>
    Body,

    /// <summary>One part of a multipart body, named by <see cref="ParameterShape.WireName"/>.</summary>
    Part,

    /// <summary>The entries of a map, as query parameters.</summary>
    QueryMap,
}
