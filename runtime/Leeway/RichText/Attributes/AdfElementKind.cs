using System.Text;
using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>What all nodes or marks of one type have in common.</summary>
internal abstract class AdfElementKind
{
    /// <param name="type">The type in the JSON.</param>
    /// <param name="attributeNames">
    /// The names of the attributes, each with a line feed, or with a carriage return if the schema requires it. <c>localId</c> comes first.
    /// </param>
    /// <param name="attributeTypes">The types of the attributes.</param>
    protected AdfElementKind(string type, ReadOnlySpan<byte> attributeNames, AdfAttributeType[] attributeTypes)
    {
        Type = type;
        Opening = Encoding.UTF8.GetBytes("{\"type\":\"" + type + "\"");
        AttributeNames = attributeNames.IsEmpty ? JsonNames.None : new JsonNames(attributeNames);
        AttributeTypes = attributeTypes;
        HasLocalId = attributeTypes.Length > 0 && AttributeNames[0] == "localId";
        var required = new List<int>();
        for (int i = 0; i < attributeTypes.Length; i++)
        {
            if (AttributeNames.IsRequired(i))
            {
                required.Add(i);
            }
        }

        RequiredAttributes = [.. required];
    }

    public string Type { get; }

    /// <summary>The text with which each element starts.</summary>
    public byte[] Opening { get; }

    public JsonNames AttributeNames { get; }

    public AdfAttributeType[] AttributeTypes { get; }

    public int[] RequiredAttributes { get; }

    public bool HasLocalId { get; }

    /// <summary>The name of the class, for drift.</summary>
    public string TypeName => $"Adf{char.ToUpperInvariant(Type[0])}{Type.AsSpan(1)}";

    /// <summary>Returns the types of kinds in their order.</summary>
    public static JsonNames ListTypes(IReadOnlyList<AdfElementKind> kinds)
    {
        var names = new StringBuilder();
        foreach (AdfElementKind kind in kinds)
        {
            names.Append(kind.Type).Append('\n');
        }

        return new JsonNames(Encoding.UTF8.GetBytes(names.ToString()));
    }
}
