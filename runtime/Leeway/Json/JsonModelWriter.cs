namespace Leeway.Json;

/// <summary>Writes generated types as JSON.</summary>
public ref struct JsonModelWriter
{
    /// <summary>Writes a member.</summary>
    public void WriteString(int member, string? value) => throw new NotImplementedException();

    /// <summary>Writes an element.</summary>
    public void WriteValue(string? value) => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteBoolean(int member, bool? value) => throw new NotImplementedException();

    /// <summary>Writes an element.</summary>
    public void WriteValue(bool value) => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteInt32(int member, int? value) => throw new NotImplementedException();

    /// <summary>Writes an element.</summary>
    public void WriteValue(int value) => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteInt64(int member, long? value) => throw new NotImplementedException();

    /// <summary>Writes an element.</summary>
    public void WriteValue(long value) => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteDouble(int member, double? value) => throw new NotImplementedException();

    /// <summary>Writes an element.</summary>
    public void WriteValue(double value) => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteDateTime(int member, DateTimeOffset? value) => throw new NotImplementedException();

    /// <summary>Writes an element.</summary>
    public void WriteValue(DateTimeOffset value) => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteDate(int member, DateOnly? value) => throw new NotImplementedException();

    /// <summary>Writes an element.</summary>
    public void WriteValue(DateOnly value) => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteGuid(int member, Guid? value) => throw new NotImplementedException();

    /// <summary>Writes an element.</summary>
    public void WriteValue(Guid value) => throw new NotImplementedException();

    /// <summary>Writes null.</summary>
    public void WriteNull() => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteJson(int member, RawJson? value) => throw new NotImplementedException();

    /// <summary>Writes an element.</summary>
    public void WriteValue(RawJson value) => throw new NotImplementedException();

    /// <summary>Writes an element.</summary>
    public void WriteValue(JsonModel? value) => throw new NotImplementedException();

    /// <summary>Writes a list.</summary>
    public void WriteValue<T, TCodec>(IReadOnlyList<T>? value) where TCodec : struct, IJsonCodec<T> => throw new NotImplementedException();

    /// <summary>Writes a map.</summary>
    public void WriteValue<T, TCodec>(IReadOnlyDictionary<string, T>? value) where TCodec : struct, IJsonCodec<T> => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteModel(int member, JsonModel? value) => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteValue<T>(int member, T? value) where T : struct, IJsonValue<T> => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteList<T>(int member, IReadOnlyList<T>? value) where T : IJsonValue<T> => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteList<T, TCodec>(int member, IReadOnlyList<T>? value) where TCodec : struct, IJsonCodec<T> => throw new NotImplementedException();

    /// <summary>Writes a member.</summary>
    public void WriteMap<T, TCodec>(int member, IReadOnlyDictionary<string, T>? value) where TCodec : struct, IJsonCodec<T> => throw new NotImplementedException();
}
