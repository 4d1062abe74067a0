/**
 * The two roles through which images are read and written, whatever holds them: {@link
 * io.mcv.oci.image.ImageSource} and {@link io.mcv.oci.image.ImageSink}.
 *
 * <p>Layouts, archives and registries implement them and never see each other.
 */
@NullMarked
package io.mcv.oci.image;

import org.jspecify.annotations.NullMarked;
