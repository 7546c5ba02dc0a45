using System.Text.Json;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.RichText;

/// <summary>
/// Reads nodes. A node that the schema does not know, or not in this form or at this place, becomes an <see cref="AdfUnknownNode"/> or an
/// <see cref="AdfUnknownInline"/>.
/// </summary>
internal static class AdfNodeReader
{
    private static readonly AdfNodeKind[] s_kinds =
    [
        AdfText.Definition, AdfParagraphBase.Definition, AdfHeadingBase.Definition, AdfHardBreak.Definition, AdfMention.Definition,
        AdfEmoji.Definition, AdfDate.Definition, AdfStatus.Definition, AdfInlineCard.Definition, AdfPlaceholder.Definition,
        AdfMediaInline.Definition, AdfInlineExtension.Definition, AdfBulletList.Definition, AdfOrderedList.Definition,
        AdfListItem.Definition, AdfTaskList.Definition, AdfTaskItem.Definition, AdfBlockTaskItem.Definition, AdfDecisionList.Definition,
        AdfDecisionItem.Definition, AdfCodeBlockBase.Definition, AdfBlockquote.Definition, AdfPanel.Definition, AdfExpandBase.Definition,
        AdfNestedExpand.Definition, AdfRule.Definition, AdfTable.Definition, AdfTableRow.Definition, AdfTableCell.Definition,
        AdfTableHeader.Definition, AdfMediaSingle.Definition, AdfMediaGroup.Definition, AdfMedia.Definition, AdfCaption.Definition,
        AdfBlockCard.Definition, AdfEmbedCard.Definition, AdfExtension.Definition, AdfBodiedExtension.Definition,
        AdfLayoutSection.Definition, AdfLayoutColumn.Definition, AdfSyncBlock.Definition, AdfBodiedSyncBlock.Definition,
    ];

    private static readonly JsonNames s_types = AdfElementKind.ListTypes(s_kinds);

    /// <summary>Reads an array of nodes.</summary>
    /// <param name="reader">The reader, on the start of the array; afterward on its end.</param>
    /// <param name="model">The nodes that the array can hold. Others are kept as they are.</param>
    public static AdfContentList ReadContent(ref JsonModelReader reader, AdfContentModel model)
    {
        int depth = reader.Depth + 1;
        var nodes = new ItemBuffer<AdfNode>();
        while (reader.MoveNext() && reader.Token != JsonTokenType.EndArray)
        {
            int start = reader.TokenStart;
            AdfNode? node = ReadNode(ref reader);
            if (node is null || !model.Accepts(node))
            {
                reader.SkipTo(depth);
                reader.RefuseElement();
                node = model.CreateUnknown(reader.GetTextFrom(start));
            }

            nodes.Add(node);
        }

        return model.CreateList(nodes.ToArray());
    }

    /// <summary>Reads a node.</summary>
    /// <returns>The node; null if the schema does not know it in this form. The reader is anywhere inside the value then.</returns>
    public static AdfNode? ReadNode(ref JsonModelReader reader)
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

        var parts = new AdfNodeParts(s_kinds[number]);
        while (reader.MoveNext() && reader.Token == JsonTokenType.PropertyName)
        {
            AdfMemberName name = AdfMemberName.Read(ref reader);
            if (name.Member != AdfMember.Type)
            {
                if (!TryReadMember(ref reader, name, ref parts))
                {
                    return null;
                }
            }
            else if (hasType || reader.Token != JsonTokenType.String)
            {
                return null;
            }
            else
            {
                hasType = true;
            }
        }

        return parts.Create();
    }

    private static bool TryReadMember(ref JsonModelReader reader, AdfMemberName name, ref AdfNodeParts parts)
    {
        AdfNodeKind kind = parts.Kind;
        switch (name.Member)
        {
            case AdfMember.Text when kind == AdfText.Definition:
                return parts.Text is null && TryReadText(ref reader, out parts.Text);
            case AdfMember.Attributes when reader.Token == JsonTokenType.StartObject && kind.AttributeTypes.Length > 0 && parts.Attributes is null:
                parts.Attributes = reader.ReadObject(new AdfAttributes(kind));
                return true;
            case AdfMember.Content when reader.Token == JsonTokenType.StartArray && kind.Content is not null && parts.Content is null:
                parts.Content = ReadContent(ref reader, kind.Content);
                return true;
            case AdfMember.Marks when reader.Token == JsonTokenType.StartArray && kind.Marks != AdfMarkTypes.None && parts.Marks is null:
                parts.Marks = AdfMarkReader.ReadMarks(ref reader, out parts.MarkTypes);
                return true;
            default:
                return TryKeep(ref reader, name, ref parts);
        }
    }

    /// <summary>Keeps a member that the node has no property for.</summary>
    /// <returns>Whether the rest of the node has its meaning without the member.</returns>
    private static bool TryKeep(ref JsonModelReader reader, AdfMemberName name, ref AdfNodeParts parts)
    {
        int start = reader.TokenStart;
        bool isNull = reader.IsNull;
        bool isArray = reader.Token == JsonTokenType.StartArray;
        name.Keep(ref reader, parts.Kind, ref parts.Members);
        return name.Member switch
        {
            AdfMember.Unknown or AdfMember.Text => true,
            AdfMember.Attributes => parts.Attributes is null && (isNull || parts.Kind.AttributeTypes.Length == 0),
            AdfMember.Content => parts.Content is null && (isNull || (isArray && IsEmpty(reader.GetTextFrom(start)))),
            _ => parts.Marks is null && (isNull || (isArray && IsEmpty(reader.GetTextFrom(start)))),
        };
    }

    /// <summary>Whether an array has no elements.</summary>
    private static bool IsEmpty(ReadOnlySpan<byte> array) => array[1..^1].Trim(" \t\r\n"u8).IsEmpty;

    private static bool TryReadText(ref JsonModelReader reader, out string? text)
    {
        JsonFit outer = reader.TakeFit();
        text = reader.ReadString();
        return reader.TakeFit(outer) == JsonFit.Exact && !string.IsNullOrEmpty(text);
    }
}
