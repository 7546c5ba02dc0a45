using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The attributes of a node or a mark.</summary>
internal sealed class AdfAttributes(AdfElementKind kind) : JsonModel
{
    private readonly object?[] _values = new object?[kind.AttributeTypes.Length];

    protected override JsonNames JsonMemberNames => kind.AttributeNames;

    /// <summary>Whether each attribute that the schema requires has a value.</summary>
    public bool IsComplete
    {
        get
        {
            foreach (int member in kind.RequiredAttributes)
            {
                if (_values[member] is null)
                {
                    return false;
                }
            }

            return true;
        }
    }

    public object? this[int member] => _values[member];

    public void Set(int member, object? value, string name)
    {
        if (value is not null)
        {
            kind.AttributeTypes[member].Check(value, name);
        }
        else if (kind.AttributeNames.IsRequired(member))
        {
            throw new ArgumentNullException(name, $"The schema requires '{kind.AttributeNames[member]}'.");
        }

        _values[member] = value;
    }

    internal override string GetTypeName() => kind.TypeName;

    protected override void ReadJsonMember(ref JsonModelReader reader, int member) => _values[member] = kind.AttributeTypes[member].Read(ref reader);

    protected override void WriteJsonMembers(ref JsonModelWriter writer)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            kind.AttributeTypes[i].Write(ref writer, i, _values[i]);
        }
    }
}
