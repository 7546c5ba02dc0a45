using System.Security.Cryptography;
using Leeway.Generated;

namespace Leeway.RichText;

/// <summary>A node of a document: a block, or content of a line.</summary>
/// <remarks>Nodes do not change, so documents can share them.</remarks>
public abstract class AdfNode : AdfElement, IAdfNode
{
    /// <summary>The maximum number of nodes inside each other. It keeps the JSON within the depth that is read.</summary>
    public const int MaxDepth = 120;

    private readonly AdfContentList? _content;
    private AdfMark[]? _marks;

    private protected AdfNode()
    {
    }

    private protected AdfNode(AdfContentList content)
    {
        _content = content.Count > 0 || NodeKind.Content!.IsRequired ? content : null;
    }

    private protected AdfNode(in AdfNodeParts parts)
        : base(parts.Attributes, parts.Members)
    {
        _content = parts.Content;
        _marks = parts.Marks;
    }

    private protected AdfNode(AdfNode other, AdfMark[] marks)
        : base(other)
    {
        _content = other._content;
        _marks = marks;
    }

    /// <summary>
    /// The id of the node, by which products find it again; null if there is none. The schema requires it for tasks, decisions, their lists
    /// and synced blocks.
    /// </summary>
    /// <exception cref="ArgumentException">The schema does not allow the value, or any id for this node.</exception>
    public string? LocalId
    {
        get => NodeKind.HasLocalId ? GetObject<string>(0) : null;
        init
        {
            if (!NodeKind.HasLocalId)
            {
                throw new ArgumentException($"The schema allows no local id for '{Type}'. Do not set it.", nameof(value));
            }

            Set(0, value);
        }
    }

    /// <summary>The marks in their order, including those that have a property.</summary>
    public IReadOnlyList<AdfMark> Marks => _marks ?? [];

    /// <summary>The nodes inside this node.</summary>
    public virtual IReadOnlyList<AdfNode> Children => (IReadOnlyList<AdfNode>?)_content ?? [];

    bool IAdfNode.IsNode => true;

    internal abstract AdfNodeKind NodeKind { get; }

    internal sealed override AdfElementKind Kind => NodeKind;

    /// <summary>The number of nodes inside each other, including this one.</summary>
    internal int Depth => 1 + (_content?.Depth ?? 0);

    /// <summary>The text of a text node; null for other nodes.</summary>
    internal virtual string? OwnText => null;

    /// <summary>Returns all nodes inside this node in the order of the document.</summary>
    public IEnumerable<AdfNode> Descendants() => AdfDescendants.Enumerate(Children);

    /// <inheritdoc cref="AdfDocument.ToPlainText"/>
    public string ToPlainText()
    {
        var text = new AdfPlainText();
        AppendText(text);
        return text.ToString();
    }

    /// <summary>Writes the node as JSON.</summary>
    public string ToJson() => AdfJson.Write<AdfNode, AdfNodeCodec>(this);

    internal override void Write(ref JsonModelWriter writer)
    {
        writer.WriteText(NodeKind.Opening);
        WriteAttributes(ref writer);
        if (OwnText is { } text)
        {
            writer.WriteText(",\"text\":"u8);
            writer.WriteValue(text);
        }

        if (_marks is not null)
        {
            writer.WriteText(",\"marks\":"u8);
            writer.WriteValue<AdfMark, AdfMarkCodec>(_marks);
        }

        if (_content is not null)
        {
            writer.WriteText(",\"content\":"u8);
            writer.WriteValue<AdfNode, AdfNodeCodec>(_content.Items);
        }

        WriteMembers(ref writer);
    }

    internal virtual void AppendText(AdfPlainText text)
    {
        bool isLine = NodeKind.Content is { IsLine: true };
        if (isLine)
        {
            text.Break();
        }

        foreach (AdfNode child in Children)
        {
            child.AppendText(text);
        }

        if (isLine)
        {
            text.Break();
        }
    }

    /// <summary>Returns a new random GUID.</summary>
    private protected static string CreateLocalId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);

        // The bits that say that the others are random.
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes).ToString();
    }

    private protected IReadOnlyList<T> GetContent<T>()
        where T : class => (AdfContentList<T>?)_content ?? AdfContentList<T>.Empty;

    private protected T? FindMark<T>()
        where T : AdfMark
    {
        foreach (AdfMark mark in Marks)
        {
            if (mark is T found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Adds a mark, replaces the mark of this type, or removes it if the value is null.</summary>
    private protected void SetMark<T>(T? value)
        where T : AdfMark
    {
        if (value is not null || _marks is not null)
        {
            _marks = value is null ? Array.FindAll(_marks!, static mark => mark is not T) : ReplaceMark(value);
        }
    }

    /// <summary>Returns the marks with another one. It replaces a mark of its type.</summary>
    private protected AdfMark[] ReplaceMark(AdfMark value)
    {
        AdfMark[] marks = _marks ?? [];
        AdfMarkTypes type = value.MarkKind.Bit;
        int found = type == AdfMarkTypes.Unknown ? -1 : Array.FindIndex(marks, mark => mark.MarkKind.Bit == type);
        AdfMark[] result = [.. marks, .. found < 0 ? new ReadOnlySpan<AdfMark>(in value) : []];
        if (found >= 0)
        {
            result[found] = value;
        }

        return result;
    }

    private protected void AddMark(AdfMark value) => _marks = ReplaceMark(value);
}
