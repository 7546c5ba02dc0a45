using System.Text;
using Leeway.RichText;

namespace Leeway.Markdown.Reading;

/// <summary>Collects the content of a line: text with the same format becomes one node.</summary>
internal sealed class InlineText(Func<MarkdownMention, AdfMention?>? resolveMention, LinkBudget links)
{
    private readonly List<AdfInline> _output = [];
    private readonly StringBuilder _text = new();

    /// <summary>The positions in the text of at signs that are only text, because they are escaped.</summary>
    private readonly HashSet<int> _escapes = [];

    private InlineFormat _format;

    public void Append(ReadOnlySpan<char> text, InlineFormat format, bool isEscaped = false)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (format.IsCode)
        {
            // Code has no other mark than a link.
            format = new InlineFormat { IsCode = true, Href = format.Href, Title = format.Title };
        }

        bool startsText = _text.Length == 0 || format != _format;
        if (startsText && format.Href is { } href && !links.TryTake(href.Length + (format.Title?.Length ?? 0)))
        {
            format = format with { Href = null, Title = null };
        }

        if (format != _format)
        {
            Flush();
            _format = format;
        }

        if (isEscaped && text[0] == '@')
        {
            _escapes.Add(_text.Length);
        }

        _text.Append(text);
    }

    public void Append(AdfInline node)
    {
        Flush();
        _output.Add(node);
    }

    public List<AdfInline> Complete()
    {
        Flush();
        return _output;
    }

    private void Flush()
    {
        if (_text.Length == 0)
        {
            return;
        }

        string text = _text.ToString();
        int start = 0;
        if (resolveMention is not null && !_format.IsCode && _format.Href is null)
        {
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] == '@' && !_escapes.Contains(i) && MentionName.Read(text, i) is { } name && resolveMention(new MarkdownMention(name, null)) is { } mention)
                {
                    Add(text[start..i]);
                    _output.Add(mention);
                    start = i + 1 + name.Length;
                    i = start - 1;
                }
            }
        }

        Add(text[start..]);
        _text.Clear();
        _escapes.Clear();
    }

    private void Add(string text)
    {
        if (text.Length > 0)
        {
            _output.Add(_format.CreateText(text));
        }
    }
}
