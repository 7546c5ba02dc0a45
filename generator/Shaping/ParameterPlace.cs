namespace Leeway.Generator.Shaping;

/// <summary>Where an argument goes in the request.</summary>
internal enum ParameterPlace
{
    Path,
    Query,
    Header,

    /// <summary>The whole body: JSON, or the bytes of a <see cref="TypeKind.Upload"/>.</summary>
    Body,

    /// <summary>One part of a multipart body, named by <see cref="ParameterShape.WireName"/>.</summary>
    Part,

    /// <summary>A query made of a map's entries.</summary>
    QueryMap,
}
