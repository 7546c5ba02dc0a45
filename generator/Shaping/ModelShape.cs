namespace Leeway.Generator.Shaping;

/// <summary>A sealed partial class with a property per member of an object schema.</summary>
/// <param name="Properties">In the order of the document.</param>
/// <param name="Union">The abstract union class it derives from with the discriminator value it stands for; null for none.</param>
/// <param name="IsRequestOnly">
/// True where no answer of the document contains it: its required members are then C# <c>required</c> members.
/// </param>
internal sealed record ModelShape(
    ApiShape Api,
    string Name,
    string? Summary,
    EquatableArray<PropertyShape> Properties,
    UnionMembership? Union,
    bool IsRequestOnly,
    bool IsDeprecated) : TypeShape(Api, Name, Summary);
