namespace Leeway.Json;

/// <summary>Reads JSON into generated types.</summary>
public ref struct JsonModelReader
{
    /// <summary>Reads a member.</summary>
    public string? ReadString() => throw new NotImplementedException();

    /// <summary>Reads a member.</summary>
    public bool? ReadBoolean() => throw new NotImplementedException();

    /// <summary>Reads an element.</summary>
    public bool ReadBooleanValue() => throw new NotImplementedException();

    /// <summary>Reads a member.</summary>
    public int? ReadInt32() => throw new NotImplementedException();

    /// <summary>Reads an element.</summary>
    public int ReadInt32Value() => throw new NotImplementedException();

    /// <summary>Reads a member.</summary>
    public long? ReadInt64() => throw new NotImplementedException();

    /// <summary>Reads an element.</summary>
    public long ReadInt64Value() => throw new NotImplementedException();

    /// <summary>Reads a member.</summary>
    public double? ReadDouble() => throw new NotImplementedException();

    /// <summary>Reads an element.</summary>
    public double ReadDoubleValue() => throw new NotImplementedException();

    /// <summary>Reads a member.</summary>
    public DateTimeOffset? ReadDateTime() => throw new NotImplementedException();

    /// <summary>Reads an element.</summary>
    public DateTimeOffset ReadDateTimeValue() => throw new NotImplementedException();

    /// <summary>Reads a member.</summary>
    public DateOnly? ReadDate() => throw new NotImplementedException();

    /// <summary>Reads an element.</summary>
    public DateOnly ReadDateValue() => throw new NotImplementedException();

    /// <summary>Reads a member.</summary>
    public Guid? ReadGuid() => throw new NotImplementedException();

    /// <summary>Reads an element.</summary>
    public Guid ReadGuidValue() => throw new NotImplementedException();

    /// <summary>Reads a member.</summary>
    public RawJson? ReadJson() => throw new NotImplementedException();

    /// <summary>Reads a member.</summary>
    public T? ReadModel<T>() where T : class, IJsonValue<T> => throw new NotImplementedException();

    /// <summary>Reads a member.</summary>
    public T? ReadValue<T>() where T : struct, IJsonValue<T> => throw new NotImplementedException();

    /// <summary>Reads a member.</summary>
    public IReadOnlyList<T>? ReadList<T>() where T : IJsonValue<T> => ReadList<T, ValueCodec<T>>();

    /// <summary>Reads a member.</summary>
    public IReadOnlyList<T>? ReadList<T, TCodec>() where TCodec : struct, IJsonCodec<T> => throw new NotImplementedException();

    /// <summary>Reads a member.</summary>
    public IReadOnlyDictionary<string, T>? ReadMap<T, TCodec>() where TCodec : struct, IJsonCodec<T> => throw new NotImplementedException();

    /// <summary>Reads an object into a model.</summary>
    public T? ReadObject<T>(T model) where T : JsonModel => throw new NotImplementedException();
}
