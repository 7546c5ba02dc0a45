namespace Leeway.Generator.Shaping;

/// <summary>A member of an object.</summary>
/// <param name="WireName">The name in the JSON. Untrusted.</param>
/// <param name="Name">
/// The C# name. It is unique in the type, and differs from the name of the type and from the inherited members: those of <c>object</c>,
/// <c>UnknownMembers</c>, <c>JsonMemberNames</c>, <c>ReadJsonMember</c>, <c>WriteJsonMembers</c> and <c>OnJsonMemberAssigned</c>. In a page,
/// it also differs from <c>T</c>.
/// </param>
/// <param name="Type">The type of the value. Every property is nullable, because servers omit members that the document declares as required.</param>
/// <param name="IsRequired">Whether the document declares the member as required.</param>
/// <param name="IsClearedByNull">Whether null is sent if it is assigned, because it clears the value on the server.</param>
internal sealed record PropertyShape(
    string WireName,
    string Name,
    TypeReference Type,
    bool IsRequired,
    bool IsReadOnly,
    bool IsDeprecated,
    bool IsClearedByNull,
    string? Summary);
