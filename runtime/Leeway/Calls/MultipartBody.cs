using System.ComponentModel;
using System.Net;
using System.Text;
using Leeway.Calls;

namespace Leeway.Generated;

/// <summary>A request body with named parts, as forms are sent. Null and an empty list add no part.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MultipartBody : MultipartContent
{
    private bool _hasParts;

    /// <summary>Initializes a body without parts.</summary>
    public MultipartBody()
        : base("form-data")
    {
        HeaderEncodingSelector = static (_, _) => Encoding.UTF8;
    }

    /// <inheritdoc/>
    public override void Add(HttpContent content)
    {
        base.Add(content);
        _hasParts = true;
    }

    /// <summary>Adds a file.</summary>
    public void Add(string name, FileUpload? upload)
    {
        if (upload is not null)
        {
            Add(new UploadBody(upload, FormDisposition.Of(name, upload.FileName)));
        }
    }

    /// <summary>Adds one part for each file.</summary>
    public void Add(string name, IReadOnlyList<FileUpload>? uploads)
    {
        for (int i = 0; i < uploads?.Count; i++)
        {
            Add(name, uploads[i]);
        }
    }

    /// <summary>Adds text.</summary>
    /// <exception cref="ArgumentException">The text has an unpaired surrogate.</exception>
    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            WellFormedText.Require(value, name);
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

    /// <summary>Adds one part for each text.</summary>
    public void Add(string name, IReadOnlyList<string>? values)
    {
        for (int i = 0; i < values?.Count; i++)
        {
            Add(name, values[i]);
        }
    }

    /// <summary>Adds one part for each value.</summary>
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

    /// <summary>Adds a list as one JSON text.</summary>
    public void AddJsonList<T, TCodec>(string name, IReadOnlyList<T>? values)
        where TCodec : struct, IJsonCodec<T>
    {
        if (values is { Count: > 0 })
        {
            AddJson<IReadOnlyList<T>, ListCodec<T, TCodec>>(name, values);
        }
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        _hasParts ? base.SerializeToStreamAsync(stream, context) : stream.WriteAsync(CreateEmptyForm()).AsTask();

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        if (_hasParts)
        {
            return base.TryComputeLength(out length);
        }

        length = CreateEmptyForm().Length;
        return true;
    }

    /// <inheritdoc/>
    protected override Task<Stream> CreateContentReadStreamAsync() =>
        _hasParts ? base.CreateContentReadStreamAsync() : Task.FromResult<Stream>(new MemoryStream(CreateEmptyForm(), writable: false));

    /// <summary>
    /// Creates a form without parts: only the closing line, as browsers send it. The base class would send a part without headers.
    /// </summary>
    private byte[] CreateEmptyForm()
    {
        string boundary = "";
        foreach (System.Net.Http.Headers.NameValueHeaderValue parameter in Headers.ContentType!.Parameters)
        {
            boundary = parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase) ? parameter.Value!.Trim('"') : boundary;
        }

        return Encoding.ASCII.GetBytes("--" + boundary + "--\r\n");
    }

    private void AddNamed(string name, HttpContent part)
    {
        part.Headers.TryAddWithoutValidation("Content-Disposition", FormDisposition.Of(name));
        Add(part);
    }
}
