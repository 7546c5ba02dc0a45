using System.Text.Json;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>Reads marks. A mark that the schema does not know, or not in this form, becomes an <see cref="AdfUnknownMark"/>.</summary>
internal static class AdfMarkReader
{
    private static readonly AdfMarkKind[] s_kinds =
    [
        AdfStrong.Definition, AdfEm.Definition, AdfStrike.Definition, AdfUnderline.Definition, AdfCodeMark.Definition, AdfLink.Definition,
        AdfTextColor.Definition, AdfBackgroundColor.Definition, AdfSubSup.Definition, AdfAnnotation.Definition, AdfAlignment.Definition,
        AdfIndentation.Definition, AdfFontSize.Definition, AdfBreakout.Definition, AdfBorder.Definition, AdfDataConsumer.Definition,
        AdfFragment.Definition,
    ];

    private static readonly JsonNames s_types = AdfElementKind.ListTypes(s_kinds);

    /// <summary>Reads an array of marks.</summary>
    /// <param name="reader">The reader, on the start of the array; afterward on its end.</param>
    /// <param name="types">Receives the types of the marks.</param>
    public static AdfMark[] ReadMarks(ref JsonModelReader reader, out AdfMarkTypes types)
    {
        types = AdfMarkTypes.None;
        int depth = reader.Depth + 1;
        var marks = new ItemBuffer<AdfMark>();
        while (reader.MoveNext() && reader.Token != JsonTokenType.EndArray)
        {
            int start = reader.TokenStart;
            AdfMark? mark = ReadMark(ref reader);
            if (mark is null)
            {
                reader.SkipTo(depth);
                reader.RefuseElement();
                mark = new AdfUnknownMark(new RawJson(reader.GetTextFrom(start).ToArray()));
            }

            types |= mark.MarkKind.Bit;
            marks.Add(mark);
        }

        return marks.ToArray();
    }

    /// <summary>Reads a mark.</summary>
    /// <returns>The mark; null if the schema does not know it in this form. The reader is anywhere inside the value then.</returns>
    public static AdfMark? ReadMark(ref JsonModelReader reader)
    {
        if (reader.Token != JsonTokenType.StartObject)
        {
            return null;
        }

        int number = reader.ReadDiscriminator("type"u8, s_types, out bool hasType);
        if (number < 0)
        {
            return null;
        }

        AdfMarkKind kind = s_kinds[number];
        AdfAttributes? attributes = null;
        UnknownMemberCollection? members = null;
        while (reader.MoveNext() && reader.Token == JsonTokenType.PropertyName)
        {
            AdfMemberName name = AdfMemberName.Read(ref reader);
            switch (name.Member)
            {
                case AdfMember.Type when hasType || reader.Token != JsonTokenType.String:
                case AdfMember.Attributes when attributes is not null:
                    return null;
                case AdfMember.Type:
                    hasType = true;
                    break;
                case AdfMember.Attributes when kind.AttributeTypes.Length > 0 && reader.Token == JsonTokenType.StartObject:
                    attributes = reader.ReadObject(new AdfAttributes(kind));
                    break;
                default:
                    name.Keep(ref reader, kind, ref members);
                    break;
            }
        }

        return kind.RequiredAttributes.Length == 0 || attributes is { IsComplete: true } ? kind.Create(attributes, members) : null;
    }
}
