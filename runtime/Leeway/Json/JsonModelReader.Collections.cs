using System.Text.Json;
using Leeway.Json;

namespace Leeway.Generated;

public ref partial struct JsonModelReader
{
    /// <summary>Reads a value of a reference type that can read itself.</summary>
    public T? ReadModel<T>()
        where T : class, IJsonValue<T> => _json.TokenType == JsonTokenType.Null ? null : T.Read(ref this);

    /// <summary>Reads a value of a reference type with a codec.</summary>
    public T? ReadMember<T, TCodec>()
        where T : class
        where TCodec : struct, IJsonCodec<T> => _json.TokenType == JsonTokenType.Null ? null : TCodec.Read(ref this);

    /// <summary>Reads a value of a value type that can read itself.</summary>
    public T? ReadValue<T>()
        where T : struct, IJsonValue<T>
    {
        if (_json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        T value = T.Read(ref this);
        return (_fit & JsonFit.WrongShape) == 0 ? value : null;
    }

    /// <summary>Reads an array of values that can read themselves.</summary>
    public IReadOnlyList<T>? ReadList<T>()
        where T : IJsonValue<T> => ReadList<T, ValueCodec<T>>();

    /// <summary>Reads an array.</summary>
    /// <returns>
    /// The elements that have a value; null if the JSON is null or not an array. The list keeps the JSON of elements of another shape, and
    /// of null if the type has no null, and writes them in their places.
    /// </returns>
    public IReadOnlyList<T>? ReadList<T, TCodec>()
        where TCodec : struct, IJsonCodec<T>
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            RefuseUnlessNull();
            return null;
        }

        JsonFit fit = _fit;
        int depth = _json.CurrentDepth + 1;
        var items = new ItemBuffer<T>();
        KeptElements? kept = null;
        _fit = JsonFit.Exact;
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)_json.TokenStartIndex;
            T? item = TCodec.Read(ref this);
            if ((_fit == JsonFit.Exact && item is not null)
                || KeepElement(item is null, items.Count, null, start, depth, ref kept, ref fit))
            {
                items.Add(item!);
            }
        }

        _fit = fit;
        return kept is null ? items.ToArray() : new KeptList<T>(items.ToArray(), kept);
    }

    /// <summary>Reads an object whose member names are data.</summary>
    /// <returns>
    /// The members that have a value, in their order; null if the JSON is null or not an object. The map keeps the JSON of the others and
    /// writes it. JSON null is a value if the codec accepts it.
    /// </returns>
    public IReadOnlyDictionary<string, T>? ReadMap<T, TCodec>()
        where TCodec : struct, IJsonCodec<T>
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            RefuseUnlessNull();
            return null;
        }

        JsonFit fit = _fit;
        int depth = _json.CurrentDepth + 1;
        var items = new ItemBuffer<KeyValuePair<string, T>>();
        KeptElements? kept = null;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            string name = ReadText();
            _json.Read();
            _fit = JsonFit.Exact;
            int start = (int)_json.TokenStartIndex;
            T? item = TCodec.Read(ref this);
            bool isMissing = item is null && !TCodec.TakesNull;
            if ((_fit == JsonFit.Exact && !isMissing)
                || KeepElement(isMissing, items.Count, name, start, depth, ref kept, ref fit))
            {
                items.Add(new KeyValuePair<string, T>(name, item!));
            }
        }

        _fit = fit;
        if (kept is not null && depth == 1)
        {
            _root = RootMembers.Unnamed;
        }

        KeyValuePair<string, T>[] members = items.ToArray();
        return kept is null ? new JsonMap<T>(members) : KeptMap<T>.Create(members, kept);
    }

    /// <summary>Keeps the JSON of an element that its value alone cannot reproduce.</summary>
    /// <param name="isNull">Whether the element has no value.</param>
    /// <param name="index">The number of items before it.</param>
    /// <param name="name">The name of a map's member; null for an element of a list.</param>
    /// <param name="start">The index at which the element starts.</param>
    /// <param name="depth">The depth of the elements.</param>
    /// <param name="kept">The JSON that the collection keeps.</param>
    /// <param name="fit">How well the collection fits its type.</param>
    /// <returns>Whether the element has a value.</returns>
    private bool KeepElement(bool isNull, int index, string? name, int start, int depth, ref KeptElements? kept, ref JsonFit fit)
    {
        JsonFit own = _fit | (isNull ? JsonFit.WrongShape : JsonFit.Exact);
        bool isOdd = (own & JsonFit.WrongShape) != 0;
        _fit = JsonFit.Exact;
        if (isOdd)
        {
            SkipTo(depth);
        }

        if ((own & JsonFit.Value) != 0)
        {
            (kept ??= new KeptElements()).Add(index, isOdd, name, GetTextFrom(start));
        }

        fit |= (own & JsonFit.Element)
            | (isOdd ? JsonFit.ElementWrongShape : (own & JsonFit.Converted) != 0 ? JsonFit.ElementConverted : JsonFit.Exact);
        return !isOdd;
    }
}
