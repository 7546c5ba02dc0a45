using System.Text;
using Leeway.Json;

namespace Leeway.Calls;

/// <summary>A request's body made of named parts, as a form is sent. Null adds no part.</summary>
public sealed class MultipartBody : MultipartContent
{
    /// <summary>Begins without a part.</summary>
    public MultipartBody()
        : base("form-data")
    {
        HeaderEncodingSelector = static (_, _) => Encoding.UTF8;
    }

    /// <summary>Adds a file.</summary>
    public void Add(string name, FileUpload? upload)
    {
        if (upload is not null)
        {
            Add(new UploadBody(upload, FormDisposition.Of(name, upload.FileName)));
        }
    }

    /// <summary>Adds a part per file.</summary>
    public void Add(string name, IReadOnlyList<FileUpload>? uploads)
    {
        for (int i = 0; i < uploads?.Count; i++)
        {
            Add(name, uploads[i]);
        }
    }

    /// <summary>Adds a text.</summary>
    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            AddNamed(name, new StringContent(value));
        }
    }

    /// <summary>Adds <c>true</c> or <c>false</c>.</summary>
    public void Add(string name, bool? value)
    {
        if (value is bool known)
        {
            Add(name, known ? "true" : "false");
        }
    }

    /// <summary>Adds a value as text.</summary>
    public void Add<T>(string name, T value)
        where T : struct, IFormattable => Add(name, WireValue.ToText(value));

    /// <inheritdoc cref="Add{T}(string, T)"/>
    public void Add<T>(string name, T? value)
        where T : struct, IFormattable => Add(name, value is T known ? WireValue.ToText(known) : null);

    /// <summary>Adds a part per text.</summary>
    public void Add(string name, IReadOnlyList<string>? values)
    {
        for (int i = 0; i < values?.Count; i++)
        {
            Add(name, values[i]);
        }
    }

    /// <summary>Adds a part per value.</summary>
    public void Add<T>(string name, IReadOnlyList<T>? values)
        where T : struct, IFormattable
    {
        for (int i = 0; i < values?.Count; i++)
        {
            Add(name, values[i]);
        }
    }

    /// <summary>Adds a value as JSON.</summary>
    public void AddJson<T, TCodec>(string name, T? value)
        where TCodec : struct, IJsonCodec<T>
    {
        if (value is not null)
        {
            AddNamed(name, JsonBody.Create<T, TCodec>(value));
        }
    }

    private void AddNamed(string name, HttpContent part)
    {
        part.Headers.TryAddWithoutValidation("Content-Disposition", FormDisposition.Of(name));
        Add(part);
    }
}
