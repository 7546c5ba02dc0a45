using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Leeway.Json;

namespace Leeway.Generated;

/// <summary>Reads generated types from one JSON text, and tolerates differences from their document.</summary>
/// <remarks>
/// A value is read from its first token, and the reader is left on its last. If the JSON has another shape than requested, the reader
/// is left anywhere inside the value; the innermost model, list or map around it keeps the JSON of its member or element and continues
/// after it. The text is one block of memory, so that kept JSON can be copied from it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct JsonModelReader
{
    /// <summary>Objects and arrays that are nested deeper than this are refused, so that no text exhausts the stack.</summary>
    internal const int MaxDepth = 256;

    internal static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth };

    private readonly ReadOnlySpan<byte> _utf8;
    private readonly JsonModelOptions _options;
    private readonly bool _isAscii;
    private Utf8JsonReader _json;
    private JsonFit _fit;
    private RootMembers _root;

    /// <exception cref="JsonException">The text is not UTF-8, or does not start as JSON.</exception>
    internal JsonModelReader(ReadOnlySpan<byte> utf8, JsonModelOptions? options)
    {
        _isAscii = Ascii.IsValid(utf8);
        if (!_isAscii && !System.Text.Unicode.Utf8.IsValid(utf8))
        {
            throw new JsonException("The text is not UTF-8.");
        }

        _utf8 = utf8;
        _options = options ?? JsonModelOptions.Default;
        _json = new Utf8JsonReader(utf8, ReaderOptions);
        _json.Read();
    }

    /// <summary>How well the JSON read so far fits its types.</summary>
    internal readonly JsonFit Fit => _fit;

    /// <summary>Whether the object at the root has declared members.</summary>
    internal readonly RootMembers Root => _root;

    /// <summary>Whether the reader is on JSON null.</summary>
    internal readonly bool IsNull => _json.TokenType == JsonTokenType.Null;

    /// <summary>Records that the current value has another shape than requested.</summary>
    public void RefuseShape() => _fit |= JsonFit.WrongShape;

    /// <summary>Reads an object into a model.</summary>
    /// <param name="model">A new model.</param>
    /// <returns>The model; null if the JSON is null or not an object.</returns>
    /// <exception cref="JsonException">The text is not well-formed.</exception>
    public T? ReadObject<T>(T model)
        where T : JsonModel
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            RefuseUnlessNull();
            return null;
        }

        ReadMembers(model);
        return model;
    }

    /// <summary>Finds which case of a union the current object is, without moving the reader.</summary>
    /// <param name="discriminator">The name of the member that distinguishes the cases.</param>
    /// <param name="values">The values of that member.</param>
    /// <returns>The index of the value; -1 if there is none or an unknown one, or the JSON is not an object.</returns>
    public readonly int ReadDiscriminator(string discriminator, JsonNames values)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            return -1;
        }

        Utf8JsonReader ahead = _json;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            bool isDiscriminator = ahead.ValueIsEscaped ? JsonSyntax.Unescape(ahead.ValueSpan) == discriminator : ahead.ValueTextEquals(discriminator);
            ahead.Read();
            if (isDiscriminator && ahead.TokenType == JsonTokenType.String)
            {
                return values.IndexOf(ahead.ValueSpan, ahead.ValueIsEscaped);
            }

            ahead.Skip();
        }

        return -1;
    }

    /// <summary>Checks that the text ends after the value.</summary>
    /// <exception cref="JsonException">More than white space follows, or the value had another shape than requested.</exception>
    internal void End()
    {
        if ((_fit & JsonFit.WrongShape) != 0)
        {
            throw new JsonException("The JSON has another shape than its type.");
        }

        Report(_fit, null, -1);
        _json.Read();
    }

    private void ReadMembers(JsonModel model)
    {
        JsonNames names = model.NameTable;
        JsonFit outer = _fit;
        int depth = _json.CurrentDepth + 1;
        int cursor = 0;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = _json.ValueSpan;
            bool isEscaped = _json.ValueIsEscaped;
            int member = names.IndexOfNext(name, isEscaped, ref cursor);
            _json.Read();
            int start = (int)_json.TokenStartIndex;
            if (member < 0)
            {
                _json.Skip();
                model.UnknownMembers.Keep(name, isEscaped, GetTextFrom(start));
                JsonDrift.Report(_options, JsonDrifts.UnknownMember, model);
                continue;
            }

            _fit = JsonFit.Exact;
            model.ReadMember(ref this, member);
            if (_fit != JsonFit.Exact)
            {
                KeepMember(model, member, start, depth);
            }
            else if (_json.TokenType == JsonTokenType.Null)
            {
                model.RememberNull(member);
            }
            else if (model.UnknownMembersOrNull is { HasKnown: true })
            {
                // An earlier member had the same name.
                model.ForgetRead(member);
            }
        }

        _fit = outer;
        if (cursor == 0 && depth == 1)
        {
            // No lookup has found a name.
            _root = names.Count == 0 ? RootMembers.Unnamed : RootMembers.Undeclared;
        }
    }

    /// <summary>Keeps the JSON of a member that its property alone cannot reproduce, and reports differences from the document.</summary>
    private void KeepMember(JsonModel model, int member, int start, int depth)
    {
        JsonFit fit = _fit;
        if ((fit & JsonFit.WrongShape) != 0)
        {
            SkipTo(depth);
        }

        model.ForgetRead(member);
        bool isWritten = fit == JsonFit.SubMillisecond && model.NameTable.DateTimes == DateTimeForm.Rfc3339;
        if ((fit & JsonFit.Value) != 0 && !isWritten)
        {
            model.UnknownMembers.Keep(member, GetTextFrom(start), hasValue: (fit & JsonFit.WrongShape) == 0);
        }

        Report(fit, model, member);
    }

    private readonly void Report(JsonFit fit, JsonModel? model, int member)
    {
        if ((fit & (JsonFit.Converted | JsonFit.ElementConverted)) != 0)
        {
            JsonDrift.Report(_options, JsonDrifts.Conversion, model, member);
        }

        if ((fit & (JsonFit.WrongShape | JsonFit.ElementWrongShape)) != 0)
        {
            JsonDrift.Report(_options, JsonDrifts.WrongShape, model, member);
        }
    }

    /// <summary>Moves from anywhere inside a value to its last token.</summary>
    internal void SkipTo(int depth)
    {
        if (_json.CurrentDepth == depth)
        {
            _json.Skip();
            return;
        }

        while (_json.CurrentDepth > depth)
        {
            _json.Read();
        }
    }

    /// <summary>Returns the text from an index to the end of the current token.</summary>
    internal readonly ReadOnlySpan<byte> GetTextFrom(int start) => _utf8[start..(int)_json.BytesConsumed];

    private void RefuseUnlessNull()
    {
        if (_json.TokenType != JsonTokenType.Null)
        {
            RefuseShape();
        }
    }
}
