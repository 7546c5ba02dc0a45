using System.Text;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>The name of a member of a node or a mark.</summary>
internal readonly ref struct AdfMemberName
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _isEscaped;

    private AdfMemberName(ReadOnlySpan<byte> text, bool isEscaped)
    {
        _text = text;
        _isEscaped = isEscaped;
        Member = Identify(isEscaped ? Encoding.UTF8.GetBytes(JsonSyntax.Unescape(text)) : text);
    }

    public AdfMember Member { get; }

    /// <summary>Reads the name at the current token, and moves to the value.</summary>
    public static AdfMemberName Read(scoped ref JsonModelReader reader)
    {
        var name = new AdfMemberName(reader.TokenText, reader.IsTokenEscaped);
        reader.MoveNext();
        return name;
    }

    /// <summary>Keeps the JSON of the member, which is the current value.</summary>
    public void Keep(ref JsonModelReader reader, AdfElementKind kind, ref UnknownMemberCollection? members)
    {
        int start = reader.TokenStart;
        reader.SkipValue();
        (members ??= new UnknownMemberCollection(JsonNames.None)).Keep(_text, _isEscaped, reader.GetTextFrom(start));
        reader.ReportUnknownMember(new AdfAttributes(kind));
    }

    private static AdfMember Identify(ReadOnlySpan<byte> name)
    {
        switch (name.Length)
        {
            case 4:
                return name.SequenceEqual("type"u8) ? AdfMember.Type : name.SequenceEqual("text"u8) ? AdfMember.Text : AdfMember.Unknown;
            case 5:
                return name.SequenceEqual("attrs"u8) ? AdfMember.Attributes : name.SequenceEqual("marks"u8) ? AdfMember.Marks : AdfMember.Unknown;
            case 7:
                return name.SequenceEqual("content"u8) ? AdfMember.Content : AdfMember.Unknown;
            default:
                return AdfMember.Unknown;
        }
    }
}
