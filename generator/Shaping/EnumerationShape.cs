namespace Leeway.Generator.Shaping;

/// <summary>How all items of an operation are read, page by page.</summary>
/// <param name="Style">How the next page is asked for.</param>
/// <param name="Position">The parameter that asks for it; the body where <paramref name="BodyMember"/> is set.</param>
/// <param name="BodyMember">The body's property that asks for it, or null.</param>
/// <param name="IsCallers">Whether callers pass a value for the first page, as the time from which changes are read.</param>
/// <param name="Window">How the server cuts the list, where <paramref name="Style"/> is <see cref="EnumerationStyle.Window"/>.</param>
/// <param name="Page">What a page is read by.</param>
/// <param name="LinkedPosition">Beside a token, the parameter of a position that links may name instead; or null.</param>
internal sealed record EnumerationShape(
    EnumerationStyle Style,
    ParameterShape Position,
    PropertyShape? BodyMember,
    bool IsCallers,
    WindowShape? Window,
    PageMembers Page,
    ParameterShape? LinkedPosition = null);
