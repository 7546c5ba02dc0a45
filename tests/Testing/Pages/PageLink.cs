namespace Leeway.Pages;

/// <summary>A link or an image of a page.</summary>
/// <param name="Target">The address as it is written.</param>
/// <param name="Line">The number of its line, from 1.</param>
public sealed record PageLink(string Target, int Line);
