using System.Text;

namespace Leeway.RichText;

/// <summary>Collects the text of nodes.</summary>
internal sealed class AdfPlainText
{
    private readonly StringBuilder _text = new();

    /// <summary>The index at which the current cell starts; 0 outside of tables.</summary>
    private int _start;
    private bool _isInCell;
    private bool _isBroken;

    /// <summary>Appends text to the current line.</summary>
    public void Append(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        if (_isBroken)
        {
            _text.Append(_isInCell ? ' ' : '\n');
            _isBroken = false;
        }

        int at = _text.Length;
        _text.Append(text);
        if (_isInCell)
        {
            _text.Replace('\n', ' ', at, text.Length);
        }
    }

    /// <summary>Appends text on a line of its own.</summary>
    public void AppendLine(string? text)
    {
        Break();
        Append(text);
        Break();
    }

    /// <summary>Appends the cells of a row on a line of their own.</summary>
    public void AppendRow(IReadOnlyList<AdfNode> cells)
    {
        Break();
        if (_isInCell)
        {
            foreach (AdfNode cell in cells)
            {
                cell.AppendText(this);
                Break();
            }

            return;
        }

        if (_isBroken)
        {
            _text.Append('\n');
        }

        _isInCell = true;
        for (int i = 0; i < cells.Count; i++)
        {
            if (i > 0)
            {
                _text.Append('\t');
            }

            _start = _text.Length;
            _isBroken = false;
            cells[i].AppendText(this);
        }

        _isInCell = false;
        _start = 0;
        _isBroken = true;
    }

    /// <summary>Ends the current line, if it has text.</summary>
    public void Break() => _isBroken |= _text.Length > _start;

    public override string ToString() => _text.ToString();
}
