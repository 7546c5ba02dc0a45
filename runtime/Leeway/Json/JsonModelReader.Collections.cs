using System.Text.Json;

namespace Leeway.Json;

public ref partial struct JsonModelReader
{
    /// <summary>Reads a value of a reference type that reads itself.</summary>
    public T? ReadModel<T>()
        where T : class, IJsonValue<T> => _json.TokenType == JsonTokenType.Null ? null : T.Read(ref this);

    /// <summary>Reads a value of a value type that reads itself.</summary>
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

    /// <summary>Reads an array of values that read themselves.</summary>
    public IReadOnlyList<T>? ReadList<T>()
        where T : IJsonValue<T> => ReadList<T, ValueCodec<T>>();

    /// <summary>Reads an array.</summary>
    /// <returns>The elements; null where the JSON is null or no array, or one element has another shape.</returns>
    public IReadOnlyList<T>? ReadList<T, TCodec>()
        where TCodec : struct, IJsonCodec<T>
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            RefuseUnlessNull();
            return null;
        }

        var items = new ItemBuffer<T>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            T? item = ReadItem<T, TCodec>();
            if ((_fit & JsonFit.WrongShape) != 0)
            {
                items.Dispose();
                return null;
            }

            items.Add(item!);
        }

        return items.ToArray();
    }

    /// <summary>Reads an object whose member names are data.</summary>
    /// <returns>The members in their order; null where the JSON is null or no object, or one value has another shape.</returns>
    public IReadOnlyDictionary<string, T>? ReadMap<T, TCodec>()
        where TCodec : struct, IJsonCodec<T>
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            RefuseUnlessNull();
            return null;
        }

        var items = new ItemBuffer<KeyValuePair<string, T>>();
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            JsonFit fit = _fit;
            string name = Text();
            _fit = fit;
            _json.Read();
            T? item = ReadItem<T, TCodec>();
            if ((_fit & JsonFit.WrongShape) != 0)
            {
                items.Dispose();
                return null;
            }

            items.Add(new KeyValuePair<string, T>(name, item!));
        }

        return new JsonMap<T>(items.ToArray());
    }

    /// <summary>Reads an element or the value of a map's member. Where the type has a null, JSON's null is it.</summary>
    private T? ReadItem<T, TCodec>()
        where TCodec : struct, IJsonCodec<T> =>
        default(T) is null && _json.TokenType == JsonTokenType.Null ? default : TCodec.Read(ref this);
}
