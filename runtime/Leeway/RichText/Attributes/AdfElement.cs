using System.Runtime.CompilerServices;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>A node or a mark of a document.</summary>
public abstract class AdfElement
{
    private readonly UnknownMemberCollection? _members;
    private AdfAttributes? _attributes;

    private protected AdfElement(AdfAttributes? attributes = null, UnknownMemberCollection? members = null)
    {
        _attributes = attributes;
        _members = members;
    }

    private protected AdfElement(AdfElement other)
    {
        _attributes = other._attributes;
        _members = other._members;
    }

    /// <summary>The type in the JSON, such as <c>paragraph</c>.</summary>
    public virtual string Type => Kind.Type;

    /// <summary>
    /// The attributes that were read and have no property, and the JSON of attributes that their properties cannot represent. They are
    /// written back.
    /// </summary>
    public IReadOnlyCollection<KeyValuePair<string, RawJson>> UnknownAttributes => (IReadOnlyCollection<KeyValuePair<string, RawJson>>?)_attributes?.UnknownMembersOrNull ?? [];

    /// <summary>The members that were read beside type, attributes, content, marks and text. They are written back.</summary>
    public IReadOnlyCollection<KeyValuePair<string, RawJson>> UnknownMembers => (IReadOnlyCollection<KeyValuePair<string, RawJson>>?)_members ?? [];

    internal abstract AdfElementKind Kind { get; }

    /// <summary>Returns the name of the class, without any content.</summary>
    public sealed override string ToString() => GetType().Name;

    internal abstract void Write(ref JsonModelWriter writer);

    private protected T? GetObject<T>(int attribute)
        where T : class => (T?)_attributes?[attribute];

    private protected T? GetValue<T>(int attribute)
        where T : struct => (T?)_attributes?[attribute];

    private protected void Set(int attribute, object? value, [CallerMemberName] string name = "")
    {
        if (value is not null || _attributes is not null)
        {
            (_attributes ??= new AdfAttributes(Kind)).Set(attribute, value, name);
        }
    }

    private protected void WriteAttributes(ref JsonModelWriter writer)
    {
        if (_attributes is not null)
        {
            writer.WriteText(",\"attrs\":"u8);
            writer.WriteValue(_attributes);
        }
    }

    private protected void WriteMembers(ref JsonModelWriter writer)
    {
        if (_members is not null)
        {
            foreach (ReadOnlySpan<byte> member in _members.Texts)
            {
                writer.WriteText(","u8);
                writer.WriteText(member);
            }
        }

        writer.WriteText("}"u8);
    }
}
