namespace Leeway.Generator.Shaping;

/// <summary>How all pages of an operation are read.</summary>
/// <param name="Style">How the next page is requested.</param>
/// <param name="Position">The parameter that requests the next page; the body if <paramref name="BodyMember"/> is set.</param>
/// <param name="BodyMember">The property of the body that requests the next page, or null.</param>
/// <param name="IsCallers">Whether callers pass a value for the first page, such as the time from which changes are read.</param>
/// <param name="Window">How the server divides the list into pages, if <paramref name="Style"/> is <see cref="EnumerationStyle.Window"/>.</param>
/// <param name="Page">The members of a page.</param>
/// <param name="LinkedPosition">If pages have tokens, the parameter of a position that links may contain instead; otherwise null.</param>
internal sealed record EnumerationShape(
    EnumerationStyle Style,
    ParameterShape Position,
    PropertyShape? BodyMember,
    bool IsCallers,
    WindowShape? Window,
    PageMembers Page,
    ParameterShape? LinkedPosition = null);
